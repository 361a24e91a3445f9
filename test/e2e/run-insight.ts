import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Emulator } from '../emulator/emulator.js';
import { demandFreshBuild } from './fresh-build.js';

export const PROGRAM = fileURLToPath(new URL('../../bin/insight.js', import.meta.url));
const PRELOAD = fileURLToPath(new URL('../loopback-only.cjs', import.meta.url));

// Here and not in a set-up of all tests: those of single parts need no build.
demandFreshBuild();

/** Sets the program's clock ahead by 25 hours: whatever changes from day to day is then asked for anew. */
export const A_DAY_LATER = '--import=data:text/javascript,const%20now=Date.now;Date.now=()=>now()+9e7';

/** One run of the real program, as a shell would see it. */
export interface Run {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** How long it took, milliseconds. */
  readonly ms: number;
}

export interface Surroundings {
  readonly emulator?: Emulator;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Keeps state between runs; a fresh folder when left out. */
  readonly home?: string;
  /** The working folder; a fresh one when left out. */
  readonly cwd?: string;
  /** Ctrl-C comes when this settles. */
  readonly interrupt?: Promise<unknown>;
}

/** An environment made from nothing: what the program sees is what a test gave it. */
export function environment(
  home: string,
  { emulator, env }: Pick<Surroundings, 'emulator' | 'env'>,
): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    INSIGHT_HOME: home,
    TZ: 'UTC',
    NODE_OPTIONS: `--require "${PRELOAD}"`,
    ...(emulator === undefined
      ? {}
      : {
          INSIGHT_YOUTUBE_URL: emulator.url,
          INSIGHT_FEEDS_URL: emulator.url,
          INSIGHT_GEMINI_URL: emulator.url,
          INSIGHT_REPLICATE_URL: emulator.url,
          INSIGHT_POLLINATIONS_URL: emulator.url,
          INSIGHT_POLLINATIONS_LEGACY_URL: emulator.url,
          INSIGHT_IMAGEKIT_URL: emulator.url,
          INSIGHT_SUGGEST_URL: emulator.url,
          INSIGHT_THUMBS_URL: emulator.url,
        }),
    ...env,
  };
}

/** A new folder, and what takes it away again. */
export function freshFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'insight-e2e-'));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Runs `insight` with these words, and waits for its end. */
export async function runInsight(words: readonly string[], surroundings: Surroundings = {}): Promise<Run> {
  const folder = freshFolder();
  try {
    const { home = join(folder.path, 'home'), cwd = folder.path, stdin = '', interrupt } = surroundings;
    const started = performance.now();
    const child = spawn(process.execPath, [PROGRAM, ...words], { cwd, env: environment(home, surroundings) });
    const [stdout, stderr] = [collected(child.stdout), collected(child.stderr)];
    // A program that has no use for its input may close it.
    child.stdin.on('error', () => undefined).end(stdin);
    void interrupt?.then(() => child.kill('SIGINT'));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    return { code, stdout: stdout(), stderr: stderr(), ms: performance.now() - started };
  } finally {
    folder.remove();
  }
}

/** The result of a run that must go well, read from its JSON. */
export async function jsonOf<T>(words: readonly string[], surroundings: Surroundings = {}): Promise<T> {
  const { code, stdout, stderr } = await runInsight([...words, '--json'], surroundings);
  if (code !== 0) throw new Error(`insight ${words.join(' ')} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as T;
}

function collected(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
