import { MOST_TRIES } from '../../domain/most-tries.js';
import { picturePrice } from '../../domain/picture-prices.js';
import type { PlannedCost, PlanReport, PriceEstimate } from '../../domain/planned-cost.js';
import { NO_COST } from '../../domain/source.js';
import type { PictureMaker } from '../../providers/ports.js';
import { planReport } from '../plan-report.js';

type Maker = Pick<PictureMaker, 'provider' | 'model'>;

/** Following one prediction of Replicate for three minutes, at 0.5 s to 5 s a look; six requests fetch it with redirects. */
const LOOKS = 40;
const REPLICATE_REQUESTS = MOST_TRIES * (1 + LOOKS + 1) + 6;
/** Create, a few looks, fetch: how a model of a second or two usually goes. */
const USUAL_REPLICATE_REQUESTS = 5;
/** Each of three tries may be told to slow down three times. */
const POLLINATIONS_REQUESTS = MOST_TRIES * MOST_TRIES;

/** What thumbnails may cost: from the first maker alone, to every maker paid once in vain before another delivers. */
export interface ThumbnailsPrice {
  readonly least: number;
  /** Null when a maker that would be asked has no price on the list. */
  readonly most: number | null;
}

export interface PlannedThumbnails {
  readonly makers: readonly Maker[];
  readonly count: number;
  /** Whether each is uploaded, too. */
  readonly uploads: boolean;
  /** Requests that fetch a picture to start from: none for a file. */
  readonly referenceRequests: number;
}

export function thumbnailsPrice({ makers, count }: Pick<PlannedThumbnails, 'makers' | 'count'>): ThumbnailsPrice {
  const prices = makers.map(({ provider, model }) => picturePrice(provider, model)?.usd ?? null);
  const known = prices.filter((usd) => usd !== null);
  const dearest = Math.max(0, ...known);
  // A maker that failed is not asked again, so each but the dearest is paid in vain once at most.
  const most = known.reduce((sum, usd) => sum + usd, 0) + dearest * (count - 1);
  const cheapest = Math.min(...prices.map((usd) => usd ?? 0));
  return {
    least: round(cheapest * count),
    most: known.length < prices.length ? null : round(most),
  };
}

/** The plan of making thumbnails. Nothing is asked. */
export function planThumbnails(planned: PlannedThumbnails): PlanReport {
  const { makers, count, uploads, referenceRequests } = planned;
  const { least, most } = thumbnailsPrice(planned);
  const uploadRequests = uploads ? count : 0;
  const each = makers.map((maker) => ({ subject: `${maker.provider} ${maker.model}`, ...atMost(maker, count) }));
  const requests = each.reduce((sum, cost) => sum + (cost.requests ?? 0), 0) + uploadRequests * MOST_TRIES;
  const [first] = makers;
  const usualEach = first?.provider === 'replicate' ? USUAL_REPLICATE_REQUESTS : 1;
  const usual = usualEach * count + uploadRequests + Math.min(1, referenceRequests);
  const price = first === undefined ? null : (picturePrice(first.provider, first.model) ?? null);
  return planReport(
    'ai',
    {
      atMost: { ...NO_COST, requests: requests + referenceRequests, modelCalls: count * makers.length, usd: most },
      usual: { ...NO_COST, requests: usual, modelCalls: count, usd: price === null ? null : round(price.usd * count) },
    },
    each,
    first === undefined ? null : estimate(first, price?.date ?? null, least, most),
  );
}

function atMost({ provider, model }: Maker, count: number): PlannedCost {
  const usd = picturePrice(provider, model)?.usd ?? null;
  const requests = (provider === 'replicate' ? REPLICATE_REQUESTS : POLLINATIONS_REQUESTS) * count;
  return { ...NO_COST, requests, modelCalls: count, usd: usd === null ? null : round(usd * count) };
}

function estimate(
  { provider, model }: Maker,
  priceListDate: string | null,
  usdLeast: number,
  usdMost: number | null,
): PriceEstimate {
  return { provider, model, tokensIn: null, tokensOut: null, usdLeast, usdMost, priceListDate };
}

/** Thousandths of a cent, for sums of decimals end in …0001. */
function round(usd: number): number {
  return Math.round(usd * 1e5) / 1e5;
}
