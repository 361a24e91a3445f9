import type { PlanReport, PriceEstimate, SubjectPlan } from '../domain/planned-cost.js';
import { NO_COST, type SourceKind } from '../domain/source.js';
import { SCHEMA_VERSION } from './result.js';

/** The plan of a command that spends nothing. */
export function freePlan(kind: SourceKind | null = null): PlanReport {
  return planReport(kind, { atMost: NO_COST, usual: NO_COST }, []);
}

/** A plan as a result. @param subjects each with what it costs at most */
export function planReport(
  kind: SourceKind | null,
  { atMost, usual }: Pick<PlanReport['plan'], 'atMost' | 'usual'>,
  subjects: readonly SubjectPlan[],
  estimate: PriceEstimate | null = null,
): PlanReport {
  const plan = { atMost, usual, subjects, ...(estimate === null ? {} : { estimate }) };
  return { schemaVersion: SCHEMA_VERSION, source: { kind }, plan };
}
