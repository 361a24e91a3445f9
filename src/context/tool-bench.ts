import type { Command } from '../command.js';
import type { Context } from '../context.js';
import { addCosts, NO_COST, type Cost, type Source } from '../domain/source.js';
import { isSubjectFailure } from '../errors.js';
import type { Flag } from '../flags.js';
import { jsonPieces } from '../output/json.js';
import type { ToolAnswer, ToolBench, ToolWish } from '../server/tools/tool-bench.js';
import type { ToolInput, ToolName } from '../server/tools/tool-inputs.js';
import { HostedContext } from './hosted-context.js';

/** The command of each tool, and what of the input stands after its name. */
const COMMANDS: Readonly<Record<ToolName, { words: readonly string[]; load: () => Promise<Command> }>> = {
  outliers: { words: ['channels'], load: async () => (await import('../commands/outliers.js')).outliers },
  streak: { words: ['channels'], load: async () => (await import('../commands/streak.js')).streak },
  hashtags: { words: ['topic'], load: async () => (await import('../commands/hashtags.js')).hashtags },
  keywords: { words: ['topic'], load: async () => (await import('../commands/keywords.js')).keywords },
  concepts: { words: ['topic'], load: async () => (await import('../commands/concepts.js')).concepts },
  'thumbnails-search': {
    words: ['query'],
    load: async () => (await import('../commands/thumbnails-search.js')).thumbnailsSearch,
  },
  'thumbnails-generate': {
    words: ['prompt'],
    load: async () => (await import('../commands/thumbnails-generate.js')).thumbnailsGenerate,
  },
};

/** The host's own context for one run. */
export interface OwnContext extends Context {
  close(): void;
}

/**
 * The tools as the server runs them: the very commands of the command line, so that what they answer is the same.
 * @param own a context of the host, for one run in a time zone
 */
export function toolBench(own: (timeZone: string, signal: AbortSignal) => OwnContext): ToolBench {
  return {
    run: async (wish) => {
      const { tz } = wish.input;
      const host = own(typeof tz === 'string' ? tz : 'UTC', wish.signal);
      try {
        return await runCommand(new HostedContext(host, wish), wish);
      } finally {
        host.close();
      }
    },
  };
}

async function runCommand(context: HostedContext, { tool, input }: ToolWish): Promise<ToolAnswer> {
  const { words, load } = COMMANDS[tool];
  const command = await load();
  const typed = words.flatMap((name) => input[name] ?? []).map(String);
  const { results, several, verdict } = await command.start(context, typed, flagsOf(command, input));
  const costs = results.flatMap((result) => (isSubjectFailure(result) ? [] : [costOf(result)]));
  return {
    result: [...jsonPieces(several ? results : results[0])].join(''),
    notes: [...context.notes],
    cost: costs.reduce(addCosts, NO_COST),
    files: context.files,
    ...(verdict !== undefined && { shortfall: verdict }),
  };
}

/** What the host decides: nothing of an account goes to where the host keeps its own pictures. */
const OF_HOST: Readonly<Record<string, unknown>> = { noUpload: true };

/** Flags of a command, read as if they were typed. @throws Failure `usage` */
function flagsOf({ flags }: Command, input: ToolInput): Readonly<Record<string, unknown>> {
  const read = ([key, flag]: [string, Flag<unknown>]) => {
    if (Object.hasOwn(OF_HOST, key)) return [key, OF_HOST[key]];
    const value = input[key];
    if (value === undefined || value === false) return [key, flag.absent];
    return [key, flag.read(String(value), key)];
  };
  return Object.fromEntries(Object.entries(flags).map(read)) as Record<string, unknown>;
}

function costOf(result: object): Cost {
  return 'source' in result ? (result.source as Source).cost : NO_COST;
}
