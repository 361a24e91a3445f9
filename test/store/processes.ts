import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const made: string[] = [];
afterAll(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
});

/** A folder of its own under the system's temporary one, removed when the test file ends. */
export function freshDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'insight-store-'));
  made.push(dir);
  return dir;
}

/**
 * Compiles the store and the child scripts into a folder of their own, in the same layout, so that real processes can
 * run them whatever state `dist` is in. Types are not checked here: `npm run types` does that.
 * @param modules the folder that stands for `node_modules` there
 */
export function buildForChildren(modules = join(ROOT, 'node_modules')): string {
  const out = freshDir();
  const sources = [
    'src/errors.ts',
    'src/make-folder.ts',
    ...listed('src/domain'),
    ...listed('src/domain/watch'),
    ...listed('src/store'),
    ...listed('src/store/looks'),
    ...listed('test/store/children'),
  ];
  for (const source of sources) {
    const { outputText } = ts.transpileModule(readFileSync(join(ROOT, source), 'utf8'), {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    });
    const target = join(out, source.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
  }
  writeFileSync(join(out, 'package.json'), '{"type":"module"}');
  if (existsSync(modules)) symlinkSync(modules, join(out, 'node_modules'));
  return out;
}

function listed(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

/** What a child wrote and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly lines: readonly string[];
  readonly errors: string;
}

/** Starts one of `test/store/children`; its standard input can be closed to tell it to go. */
export function startChild(built: string, name: string, words: readonly (string | number)[]) {
  const script = join(built, 'test/store/children', `${name}.js`);
  const child: ChildProcess = spawn(process.execPath, [script, ...words.map(String)]);
  let output = '';
  let errors = '';
  let begun: () => void = () => undefined;
  const firstLine = new Promise<void>((resolve) => (begun = resolve));
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (output.includes('\n')) begun();
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => {
      begun();
      // A line cut off by a kill was not said.
      resolve({ code, signal, lines: output.split('\n').slice(0, -1), errors });
    });
  });
  return {
    firstLine,
    ended,
    go: () => child.stdin?.end(),
    alone: () => {
      child.stdin?.end();
      return ended;
    },
    kill: () => child.kill('SIGKILL'),
  };
}

/** Starts several children, lets them go at the same moment once all are ready, and waits for all. */
export async function race(built: string, name: string, words: readonly (readonly (string | number)[])[]) {
  const children = words.map((each) => startChild(built, name, each));
  await Promise.all(children.map((child) => child.firstLine));
  for (const child of children) child.go();
  return Promise.all(children.map((child) => child.ended));
}

/** A whole number from the environment, for runs larger than the suite's. */
export function fromEnvironment(name: string, usual: number): number {
  const given = Number(process.env[name] ?? usual);
  if (!Number.isSafeInteger(given) || given <= 0) throw new Error(`${name} must be a whole number above 0`);
  return given;
}
