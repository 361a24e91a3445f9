import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Command } from './command.js';
import type { World } from './context.js';
import { WiredContext } from './context/wired-context.js';
import { quotedWord } from './domain/quoted-word.js';
import { asFailure, codeOfFailures, EXIT_CODES, isSubjectFailure, Failure } from './errors.js';
import { homeFolder } from './home-folder.js';
import { entries, USUAL_VERBS } from './program.js';
import type { Reading } from './providers/ports.js';

/** How long an interrupted run may take to let go by itself, milliseconds, unless it says more. */
const LET_GO_MS = 1_000;

/** What ends a run from outside, with the exit code by which shells and supervisors know it: 128 and the signal's number. */
const SIGNALS = { SIGINT: EXIT_CODES.interrupted.code, SIGTERM: 143, SIGHUP: 129 } as const;

/** The edge of the program: arguments, streams and signals of the process, and its exit code. */
export async function main(): Promise<void> {
  let letGoMs = LET_GO_MS;
  const world: World = {
    letGoWithin: (ms) => {
      letGoMs = ms;
    },
    env: process.env,
    get cwd() {
      return workingFolder();
    },
    endGroup: process.platform === 'win32' ? null : (pid) => process.kill(-pid, 'SIGKILL'),
    home: homeFolder(),
    platform: process.platform,
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    fetch: globalThis.fetch,
    now: Date.now,
    random: Math.random,
    // Asked for only where a day is named: ICU takes half as long to start as Node itself.
    get timeZone() {
      // Undefined when TZ names no zone.
      return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
    },
  };
  const interrupt = new AbortController();
  const stopped: number[] = [];
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      // A second Ctrl-C, or work that does not listen, ends at once.
      if (stopped.push(code) > 1) process.exit(stopped[0]);
      interrupt.abort();
      setTimeout(() => process.exit(code), letGoMs).unref();
    });
  }
  // A reader that went away ends the output, not the program; every write is awaited where it matters.
  for (const stream of [world.stdout, world.stderr]) stream.on('error', () => undefined);
  const code = await run(process.argv.slice(2), world, interrupt.signal);
  process.exitCode = code === EXIT_CODES.interrupted.code ? (stopped[0] ?? code) : code;
}

/** @throws Failure `not-found` when the folder was removed while somebody stood in it */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new Failure('not-found', 'the folder you are in is gone', 'change to another one', { cause });
  }
}

/** Runs one command line and gives its exit code. */
export async function run(argv: readonly string[], world: World, signal: AbortSignal): Promise<number> {
  try {
    const help = argv.length === 0 && canBeGuided(world) ? null : helpWords(argv);
    if (help !== null) {
      const { helpFor } = await import('./help.js');
      await show(world, [await helpFor(help)]);
      return 0;
    }
    const words = argv.length === 0 ? await guidedWords(world, signal) : argv;
    const { command, rest } = await findCommand(words);
    return await runCommand(command, rest, world, signal);
  } catch (error) {
    return fail(error, argv, world);
  }
}

async function runCommand(typed: Command, rest: readonly string[], world: World, signal: AbortSignal): Promise<number> {
  const { parseWords } = await import('./parse.js');
  const { printed, readPrintWish } = await import('./print.js');
  const { words, flags } = parseWords(typed, rest);
  const command = await formOf(typed, flags);
  const timeZone = typeof flags.tz === 'string' ? flags.tz : null;
  const context = new WiredContext(world, { quiet: flags.quiet === true, timeZone, reading: readingOf(flags) }, signal);
  try {
    // A bad setting must not stop the commands that mend it.
    const mends = command.name.startsWith('config ') || command.name === 'doctor';
    const wish = readPrintWish(command, flags, mends ? settingOrNull(context, 'format') : context.setting('format'));
    const file = wish.file === null ? null : resolve(world.cwd, wish.file);
    if (file !== null) await (await import('./output/write-file.js')).checkFile(file);
    const started = await command.start(context, words, flags);
    // What is read as it is printed is still to be read.
    if (started.rows === undefined) context.close();
    const until = started.stopped === true ? new AbortController().signal : signal;
    await letInterrupt(until);
    const failures = started.results.filter(isSubjectFailure);
    const print = await printed(
      command,
      started,
      { ...wish, format: started.format ?? wish.format },
      {
        world,
        timeZone: () => (mends ? 'UTC' : context.timeZone),
        subject: subjectOf(
          words.filter((word) => !failures.some(({ subject }) => subject === word)),
          flags,
        ),
      },
    );
    let whole = true;
    if (file === null) {
      whole = await show(world, untilInterrupted(print.pieces, until));
    } else {
      await save(world, file, print.pieces, until);
      context.note(`wrote ${wish.file ?? file} (${print.rows} ${print.rows === 1 ? 'row' : 'rows'})`);
    }
    // A reader that went away has not had the results.
    if (whole) await started.afterwards?.();
    const notes = flags.quiet === true ? [] : [...context.notes].map((note) => `note: ${note}`);
    await say(world, notes);
    if (failures.length > 0) {
      const { subjectFailureText } = await import('./output/failure-text.js');
      const json = wantsJson(rest, world);
      await tell(
        world,
        failures.map((failure) => subjectFailureText(failure, { json })),
      );
    }
    if (started.verdict !== undefined) throw started.verdict;
    return failures.length > 0 ? codeOfFailures(failures, started.results.length) : 0;
  } finally {
    context.close();
  }
}

/** The command as it was typed, or its form under `--remote` or `--plan`. */
async function formOf(typed: Command, { plan, remote }: Readonly<Record<string, unknown>>): Promise<Command> {
  if (remote === true) return (await import('./commands/remotely.js')).remotely(typed);
  return plan === true ? (await import('./commands/planned.js')).planned(typed) : typed;
}

function settingOrNull(context: WiredContext, name: 'format'): string | null {
  try {
    return context.setting(name);
  } catch {
    return null;
  }
}

/** Long sums let no signal in: one turn of the event loop, then it is known. @throws Failure `interrupted` */
async function letInterrupt(signal: AbortSignal): Promise<void> {
  await setImmediate();
  if (signal.aborted) throw new Failure('interrupted', 'interrupted', 'run it again to start over');
}

/** Pieces to be written, as long as nobody interrupts. @throws Failure `interrupted` */
function* untilInterrupted(pieces: Iterable<string>, signal: AbortSignal): Generator<string> {
  for (const piece of pieces) {
    if (signal.aborted) throw new Failure('interrupted', 'interrupted', 'run it again to start over');
    yield piece;
  }
}

/** @throws Failure `usage` for both at once */
function readingOf({ refresh, offline }: Readonly<Record<string, unknown>>): Reading {
  if (refresh === true && offline === true) {
    throw new Failure('usage', '--refresh and --offline contradict each other', 'leave one of them out');
  }
  return offline === true ? 'offline' : refresh === true ? 'refresh' : 'normal';
}

/** Whether somebody sits before the terminal who can answer, and no script of a build does. */
function canBeGuided({ env, stdin, stdout, stderr }: World): boolean {
  const inScript = ![undefined, '', 'false'].includes(env.CI) || env.INSIGHT_FORMAT !== undefined;
  return !inScript && env.TERM !== 'dumb' && stdin.isTTY && stdout.isTTY && stderr.isTTY;
}

/** The words of the command that somebody is guided to. */
async function guidedWords(world: World, signal: AbortSignal): Promise<readonly string[]> {
  const { guidedStart } = await import('./commands/guided-start.js');
  const context = new WiredContext(world, { quiet: false, timeZone: null, reading: 'normal' }, signal);
  try {
    return await guidedStart(context, world.home);
  } finally {
    context.close();
  }
}

/** The words of a call for help; null for anything else. */
function helpWords(argv: readonly string[]): readonly string[] | null {
  const [first] = argv;
  if (first === undefined) return [];
  if (first === 'help') return argv.slice(1).filter((word) => !word.startsWith('-'));
  const end = argv.indexOf('--');
  const asked = argv.slice(0, end === -1 ? undefined : end).some((word) => word === '--help' || word === '-h');
  if (!asked) {
    const entry = entries()[first];
    // A group alone is a question what it holds.
    const isGroup = entry !== undefined && typeof entry !== 'function' && !Object.hasOwn(USUAL_VERBS, first);
    return isGroup && argv.length === 1 ? [first] : null;
  }
  const words = argv.filter((word) => !word.startsWith('-'));
  const entry = entries()[words[0] ?? ''];
  return words.slice(0, typeof entry === 'object' ? 2 : 1);
}

async function findCommand(argv: readonly string[]): Promise<{ command: Command; rest: readonly string[] }> {
  const [first = '', second = ''] = argv;
  const entry = Object.hasOwn(entries(), first) ? entries()[first] : undefined;
  if (typeof entry === 'function') return { command: await entry(), rest: argv.slice(1) };
  const load = entry !== undefined && Object.hasOwn(entry, second) ? entry[second] : undefined;
  if (load !== undefined) return { command: await load(), rest: argv.slice(2) };
  const usual = entry?.[USUAL_VERBS[first] ?? ''];
  if (usual !== undefined) return { command: await usual(), rest: argv.slice(1) };
  const { unknownWord, flagBeforeCommand } = await import('./help.js');
  if (first.startsWith('-')) throw flagBeforeCommand(first);
  throw entry === undefined
    ? unknownWord(first, Object.keys(entries()))
    : unknownWord(
        `${first} ${second}`,
        Object.keys(entry).map((name) => `${first} ${name}`),
        first,
      );
}

/** What was looked at, as it can be typed again. */
function subjectOf(words: readonly string[], flags: Readonly<Record<string, unknown>>): string {
  const files = Array.isArray(flags.from)
    ? flags.from.map(String).flatMap((path) => ['--from', path === '-' ? 'FILE' : path])
    : [];
  const source = typeof flags.source === 'string' ? ['--source', flags.source] : [];
  const typed = [...words, ...(typeof flags.channel === 'string' ? [flags.channel] : []), ...source, ...files];
  return typed.map(quotedWord).join(' ') || '@yourchannel';
}

/** @returns whether its reader stayed to the end */
async function show(world: World, pieces: Iterable<string>): Promise<boolean> {
  const { writeOut } = await import('./output/write-out.js');
  return (await writeOut(world.stdout, pieces)) === 'written';
}

async function save(world: World, file: string, pieces: Iterable<string>, signal: AbortSignal): Promise<void> {
  const { writeFileWhole } = await import('./output/write-file.js');
  const mark = Math.floor(world.random() * 2 ** 40).toString(36);
  await writeFileWhole(file, pieces, { signal, mark });
}

/** Lines beside the result, each of which stays one line whatever strangers wrote into it. */
async function say(world: World, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const { safeText } = await import('./domain/safe-text.js');
  const { withoutKeys } = await import('./domain/key-name.js');
  await tell(
    world,
    lines.map((line) => `${withoutKeys(safeText(line))}\n`),
  );
}

/** What cannot be said on stderr cannot be said at all, and must not change the exit code. */
async function tell(world: World, pieces: Iterable<string>): Promise<void> {
  const { writeOut } = await import('./output/write-out.js');
  await writeOut(world.stderr, pieces).catch(() => undefined);
}

async function fail(error: unknown, argv: readonly string[], world: World): Promise<number> {
  const failure: Failure = asFailure(error);
  const { failureText } = await import('./output/failure-text.js');
  await tell(world, [failureText(failure, { json: wantsJson(argv, world) })]);
  if (argv.includes('--debug')) await say(world, debugText(error).split('\n'));
  return failure.exitCode;
}

/** Judged from the raw words: a command line that cannot be parsed must still fail in the format it asks for. */
function wantsJson(argv: readonly string[], { env }: World): boolean {
  const format = argv[argv.indexOf('--format') + 1] ?? '';
  const named = argv.includes('--format')
    ? format
    : (argv.find((word) => word.startsWith('--format='))?.slice(9) ?? null);
  return argv.includes('--json') || /^(nd)?json$/i.test(named ?? env.INSIGHT_FORMAT ?? '');
}

function debugText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\nbecause of ${debugText(error.cause)}`;
}
