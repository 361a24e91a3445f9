import type { Cost, SourceKind } from './source.js';

/** A cost before it is spent; null where nobody can know, because the size of what is looked at is not known. */
export type PlannedCost = { readonly [K in keyof Cost]: number | null };

/** What one subject will cost at most. */
export interface SubjectPlan extends PlannedCost {
  /** As it was typed. */
  readonly subject: string;
}

/** What a command would cost, as `--plan` says it. */
export interface PlanReport {
  readonly schemaVersion: 1;
  /** Where it would look; null for a command that looks nowhere. */
  readonly source: { readonly kind: SourceKind | null };
  readonly plan: {
    /** Never more, whatever fails; null where nobody can know. */
    readonly atMost: PlannedCost;
    /** When nothing is kept and nothing fails. */
    readonly usual: PlannedCost;
    readonly subjects: readonly SubjectPlan[];
    /** Only of a command that may ask a provider who takes money. */
    readonly estimate?: PriceEstimate;
  };
}

/** What asking a paid provider is expected to take: an estimate, since nobody knows an answer before it is there. */
export interface PriceEstimate {
  readonly provider: string;
  readonly model: string;
  /** Of the first call, at four characters a token; null for what is not counted in tokens. */
  readonly tokensIn: number | null;
  /** The most that one answer may have; null as above. */
  readonly tokensOut: number | null;
  readonly usdLeast: number;
  /** With every repair; null when the price is not on the list. */
  readonly usdMost: number | null;
  /** The day of the price list, such as 2026-11-20; null when the price is not on it. */
  readonly priceListDate: string | null;
}
