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
  };
}
