import type { Command } from '../command.js';
import { Failure } from '../errors.js';
import { flagName, OUTPUT_FLAGS, ROW_FLAGS } from '../flags.js';
import { runRemotely } from '../tools/run-remotely.js';
import { SPENDING_FLAGS } from './ask-before-spending.js';

/** What concerns only how a result is shown here; whoever asks a server has agreed to what its plan allows. */
const STAYS_HERE = Object.keys({ ...OUTPUT_FLAGS, ...ROW_FLAGS, ...SPENDING_FLAGS, remote: null });

/**
 * The same command, run at a server: with its keys, within the plan of who is signed in. What is printed is what the
 * command prints here, for it is the same result.
 */
export function remotely(command: Command): Command {
  const { remote } = command;
  if (remote === null) return command;
  return {
    ...command,
    start: async (context, words, flags) => {
      const input = inputOf(command, words, flags);
      const server = await context.toolServer();
      await context.showProgress();
      const run = await runRemotely(server, {
        tool: remote.tool,
        input: remote.sends.includes('tz') ? { tz: context.timeZone, ...input } : input,
        onProgress: (said) => {
          context.progress(said);
        },
        signal: context.signal,
      });
      for (const note of run.notes) context.note(note);
      const { result, problem } = run;
      const came = Array.isArray(result) ? (result as object[]) : [result];
      const { receive } = remote;
      const results =
        receive === null ? came : await Promise.all(came.map((one) => receive(context, one, flags, server)));
      const verdict = problem === null ? {} : { verdict: new Failure(problem.kind, problem.message, problem.hint) };
      return command.finished({ results, several: Array.isArray(result), ...verdict });
    },
  };
}

/** What the server is told. @throws Failure `usage` for what only this machine can do */
function inputOf(
  { name, remote, flags: declared }: Command,
  words: readonly string[],
  flags: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { subject = '', sends = [], here = [] } = remote ?? {};
  if (flags.plan === true) throw contradiction('--plan', 'the keys are those of the server, and your plan bounds them');
  if (words.includes('-')) throw contradiction('-', 'name the channels on the command line');
  const given = Object.entries(declared).filter(
    ([key, { absent }]) => flags[key] !== absent && !STAYS_HERE.includes(key) && !here.includes(key),
  );
  for (const [key] of given) {
    if (!sends.includes(key)) throw contradiction(flagName(key), `leave one of them out: insight ${name} --help`);
  }
  const typed = words.length === 0 ? {} : { [subject]: subject === 'channels' ? words : words.join(' ') };
  return { ...typed, ...Object.fromEntries(given.map(([key]) => [key, flags[key]])) };
}

function contradiction(what: string, hint: string): Failure {
  return new Failure('usage', `${what} cannot go with --remote`, hint);
}
