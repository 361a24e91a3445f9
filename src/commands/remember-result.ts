import type { Context } from '../context.js';
import type { HISTORY_KINDS, NewEntry } from '../domain/history-entry.js';
import { Failure } from '../errors.js';
import type { TextModel } from '../providers/ports/text-model.js';
import type { CostTally } from '../tools/cost-tally.js';

/**
 * Keeps what was made in the history. Where it cannot be kept a note says so: what was made, and perhaps paid for, is
 * printed all the same.
 * @returns the id of the entry; null when it could not be kept
 */
export async function rememberResult(context: Context, entry: NewEntry): Promise<string | null> {
  try {
    return (await context.history()).remember(entry);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    context.note(`This is not kept in the history. ${error.message}. ${error.hint}.`);
    return null;
  }
}

/** Keeps what a language model made or added to, with what it took; null for a model when none was asked. */
export async function rememberAnswer(
  context: Context,
  kind: (typeof HISTORY_KINDS)[number],
  made: {
    readonly prompt: string;
    /** Milliseconds. */
    readonly begun: number;
    readonly model: TextModel | null;
    readonly tally: CostTally;
    readonly result: object;
  },
): Promise<void> {
  const { prompt, begun, model, tally, result } = made;
  const at = context.now();
  await rememberResult(context, {
    kind,
    at,
    prompt,
    provider: model?.provider ?? null,
    model: model?.model ?? null,
    usd: tally.priced ? tally.cost.usd : null,
    tokensIn: model === null ? null : tally.tokensIn,
    tokensOut: model === null ? null : tally.tokensOut,
    ms: at - begun,
    result,
    files: [],
  });
}
