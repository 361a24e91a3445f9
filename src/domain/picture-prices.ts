/** What one picture costs, where that was read, and when. */
export interface PicturePrice {
  readonly provider: string;
  readonly model: string;
  /** US dollars for one picture of any size. */
  readonly usd: number;
  readonly source: string;
  /** The day on which the price stood there. */
  readonly date: string;
}

/**
 * The price list: only what was read somewhere. Pollinations counts in Pollen, of which one is a dollar
 * (https://github.com/pollinations/pollinations/pull/4496).
 */
export const PICTURE_PRICES: readonly PicturePrice[] = [
  replicate('black-forest-labs/flux-schnell', 0.003),
  replicate('black-forest-labs/flux-dev', 0.025),
  replicate('black-forest-labs/flux-1.1-pro', 0.04),
  // Replicate's page of each as this list quotes it; $0.055, which some name for Kontext, is the price of flux-pro.
  kontext('dev', 0.025),
  kontext('pro', 0.04),
  kontext('max', 0.08),
  {
    provider: 'pollinations',
    model: 'flux',
    usd: 0.002,
    source: 'https://github.com/pollinations/pollinations/pull/15088',
    date: '2026-09-17',
  },
  {
    provider: 'pollinations-legacy',
    model: 'flux',
    usd: 0,
    source: 'https://github.com/pollinations/pollinations/issues/6409',
    date: '2026-04-03',
  },
];

function replicate(model: string, usd: number): PicturePrice {
  return { provider: 'replicate', model, usd, source: 'https://replicate.com/pricing', date: '2026-10-07' };
}

function kontext(name: string, usd: number): PicturePrice {
  const source = `https://lumenfall.ai/models/black-forest-labs/flux.1-kontext-${name}/llms.txt`;
  return { ...replicate(`black-forest-labs/flux-kontext-${name}`, usd), source, date: '2025-12-30' };
}

/** The price of a model's picture; null when it is not on the list, which is not the same as free. */
export function picturePrice(provider: string, model: string): PicturePrice | null {
  return PICTURE_PRICES.find((price) => price.provider === provider && price.model === model) ?? null;
}
