/** What a model takes for a million tokens, in US dollars. Thinking counts as output. */
interface Price {
  readonly input: number;
  readonly output: number;
}

/** The prices of a model, each from an instant (milliseconds) on, the latest first. */
type Prices = readonly (Price & { readonly from: number })[];

/** The page that the prices are from. */
export const MODEL_PRICES_PAGE = 'https://ai.google.dev/gemini-api/docs/pricing';

/**
 * The day of the page's text that the prices were taken from. It was not fetched from Google but read in a transcript
 * that quotes it (api-evangelist/deepmind, plans/deepmind-plans-pricing.yml), and one of 2026-09-20 says the same.
 */
export const MODEL_PRICES_DATE = '2026-10-07';

/** The most tokens that one answer may have, thinking among them; what is longer is cut. */
export const MOST_ANSWER_TOKENS = 16_384;

/** How often a question is asked: once, and once more with what was wrong with the answer. */
export const MOST_ANSWERS = 2;

/** Characters of an answer that are sent back to be repaired. */
export const MOST_SENT_BACK = 20_000;

/** Standard rates of the paid tier for text and pictures. What is not here has no price that we know. */
const PRICES: ReadonlyMap<string, Prices> = new Map([
  [
    'gemini-3.8-flash',
    [
      { from: Date.UTC(2027, 0, 1), input: 1.5, output: 7.5 },
      { from: 0, input: 0.75, output: 3.75 },
    ],
  ],
  ['gemini-3.5-flash', [{ from: 0, input: 1.5, output: 9 }]],
  ['gemini-3.5-flash-lite', [{ from: 0, input: 0.3, output: 2.5 }]],
  ['gemini-embedding-2', [{ from: 0, input: 0.2, output: 0 }]],
]);

/**
 * What so many tokens cost of a model in US dollars; null for a model without a known price. Accounts of the free tier
 * pay nothing, which nobody can tell from outside.
 * @param at milliseconds: prices change
 */
export function modelCost(
  model: string,
  { tokensIn, tokensOut }: { readonly tokensIn: number; readonly tokensOut: number },
  at: number,
): number | null {
  const price = PRICES.get(model)?.find(({ from }) => from <= at);
  return price === undefined ? null : (tokensIn * price.input + tokensOut * price.output) / 1_000_000;
}
