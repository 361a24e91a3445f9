import type { Context } from '../context.js';
import { usdRange, usdWords } from '../domain/usd-words.js';
import { Failure } from '../errors.js';
import { toggle } from '../flags.js';

/** Flags of every command that may cost money. */
export const SPENDING_FLAGS = {
  yes: toggle('spend without asking', 'y'),
  noInput: toggle('never ask'),
} as const;

/** What a command is about to spend, and what its flags say about it. */
export interface Spending {
  /** US dollars, by the price list. `most` is null when a paid provider would be asked whose price is not on it. */
  readonly usd: { readonly least: number; readonly most: number | null };
  readonly yes: boolean;
  readonly noInput: boolean;
}

/**
 * Lets nothing dear be bought unasked: above INSIGHT_ASK_ABOVE_USD, and where the price is not known, a person is asked
 * and a script has to say `--yes`. To be called before the first paid call.
 * @throws Failure `usage` without a person to ask, `interrupted` when the answer is no
 */
export async function confirmSpending(
  context: Pick<Context, 'setting' | 'toSpendMore'> & {
    readonly person: Pick<Context['person'], 'canBeAsked' | 'askYesNo'>;
  },
  { usd, yes, noInput }: Spending,
): Promise<void> {
  const { toSpendMore } = context;
  const limit = Number(context.setting('askAboveUsd'));
  if (yes || (usd.most !== null && usd.most <= limit)) return;
  const price = usdRange(usd.least, usd.most);
  if (noInput || !context.person.canBeAsked) {
    throw new Failure(
      'usage',
      `this may cost ${price}, and more than ${usdWords(limit)} is not spent ${toSpendMore === undefined ? 'unasked' : 'on one run'}`,
      toSpendMore ?? 'allow it with --yes, look with --plan, or raise INSIGHT_ASK_ABOVE_USD',
    );
  }
  if (await context.person.askYesNo(`This may cost ${price}. Go on?`)) return;
  throw new Failure('interrupted', 'nothing was spent', '--plan says what it is made of');
}
