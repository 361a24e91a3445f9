/**
 * Where facts are from. `suggest` is the autocomplete of YouTube alone, `index` the videos seen before, `ai` a model
 * alone, `template` structures of this program, `mixed` a model and one of these two, `given` what was typed alone.
 */
export type SourceKind = 'api' | 'feed' | 'file' | 'demo' | 'suggest' | 'index' | 'ai' | 'template' | 'mixed' | 'given';

/** What an answer cost: requests sent, YouTube units and search calls, model calls, and US dollars. */
export interface Cost {
  /** Requests sent, of whatever kind. */
  readonly requests: number;
  /** YouTube units. */
  readonly units: number;
  /** Calls of YouTube search. */
  readonly searches: number;
  /** Calls of a model. */
  readonly modelCalls: number;
  /** US dollars, by the price list. */
  readonly usd: number;
}

export const NO_COST: Cost = { requests: 0, units: 0, searches: 0, modelCalls: 0, usd: 0 };

/** Two costs together. */
export function addCosts(a: Cost, b: Cost): Cost {
  return {
    requests: a.requests + b.requests,
    units: a.units + b.units,
    searches: a.searches + b.searches,
    modelCalls: a.modelCalls + b.modelCalls,
    usd: a.usd + b.usd,
  };
}

/** Where figures come from, as every JSON result carries it. */
export interface Source {
  readonly kind: SourceKind;
  /** ISO 8601 UTC: when the facts were taken from their origin; null for a file that does not say. */
  readonly fetchedAt: string | null;
  /** Whether kept answers were enough. */
  readonly cached: boolean;
  readonly cost: Cost;
}
