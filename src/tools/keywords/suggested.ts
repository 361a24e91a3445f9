import { asFailure } from '../../errors.js';
import type { SuggestSource } from '../../providers/ports.js';

/** What people type after a topic, or why that is not known. */
export type Suggested =
  | { readonly list: Awaited<ReturnType<SuggestSource['suggest']>>; readonly failure: null }
  | { readonly list: null; readonly failure: ReturnType<typeof asFailure> };

/** Asks for completions; without them keywords go on. @throws Failure `interrupted`, and what nobody foresaw */
export async function suggested(
  source: SuggestSource,
  asked: Parameters<SuggestSource['suggest']>[0],
): Promise<Suggested> {
  try {
    return { list: await source.suggest(asked), failure: null };
  } catch (error) {
    const failure = asFailure(error);
    if (failure.kind === 'interrupted' || failure.kind === 'unexpected') throw error;
    return { list: null, failure };
  }
}
