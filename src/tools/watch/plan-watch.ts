import { MOST_TRIES } from '../../domain/most-tries.js';
import type { PlanReport, SubjectPlan } from '../../domain/planned-cost.js';
import { NO_COST } from '../../domain/source.js';
import type { FollowedChannel } from '../../providers/ports/tracked-channels.js';
import { planReport } from '../plan-report.js';
import { planVideos } from '../plan.js';

/** Channels that one question asks ahead for. */
const AHEAD = 50;

/**
 * What looking at the channels that are due costs: from the API one unit for 50 channels, and two for every 50 videos of
 * each. Where the channels cannot be asked for together each is asked for itself, which `atMost` holds.
 */
export function planWatch(
  kind: 'api' | 'feed',
  due: readonly FollowedChannel[],
  limit: number,
  keysKnown: number,
): PlanReport {
  const planned = (channels: readonly FollowedChannel[]) =>
    planVideos({ source: kind, subjects: channels.map(() => ({ kind: 'id' })), limit, until: null, keysKnown });
  const { usual, atMost } = planned(due);
  const each = due.map((channel): SubjectPlan => ({
    subject: channel.handle ?? channel.title ?? channel.id,
    ...planned([channel]).atMost,
  }));
  if (kind === 'feed' || due.length === 0) return planReport(kind, { usual, atMost }, each);
  const together = Math.ceil(due.length / AHEAD);
  const most = (atMost.requests ?? 0) + together * MOST_TRIES * Math.max(1, keysKnown);
  const usually = (usual.requests ?? 0) - due.length + together;
  return planReport(
    kind,
    {
      usual: { ...NO_COST, requests: usually, units: usually },
      atMost: { ...NO_COST, requests: most, units: most },
    },
    each,
  );
}
