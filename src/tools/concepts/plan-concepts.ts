import type { PlanReport } from '../../domain/planned-cost.js';
import { MOST_TRIES } from '../../domain/most-tries.js';
import { NO_COST } from '../../domain/source.js';
import type { TextModel } from '../../providers/ports/text-model.js';
import { addPlans, modelEstimate } from '../model-estimate.js';
import { planReport } from '../plan-report.js';
import { conceptsQuestion, MOST_EVIDENCE } from './concepts-question.js';
import type { ConceptsRequest } from './make-concepts.js';

/** What an answer mostly takes in tokens: a little thought, and about 350 for each concept. */
export function usualAnswer(count: number): number {
  return 1_500 + count * 350;
}

/** One list of completions. */
const COMPLETIONS = {
  usual: { ...NO_COST, requests: 1 },
  atMost: { ...NO_COST, requests: MOST_TRIES },
} as const;

/** What concepts would cost: the look at the channel, the completions, the model; without a model nothing but the first two. */
export function planConcepts(
  request: Omit<ConceptsRequest, 'completions'>,
  {
    model,
    channel,
    offline,
    at,
  }: {
    readonly model: Pick<TextModel, 'provider' | 'model' | 'mostRequests'> | null;
    readonly channel: PlanReport | null;
    readonly offline: boolean;
    /** Milliseconds. */
    readonly at: number;
  },
): PlanReport {
  const nothing = { usual: NO_COST, atMost: NO_COST };
  const asked =
    model === null
      ? null
      : modelEstimate(model, conceptsQuestion({ ...request, words: [] }), {
          usualTokens: usualAnswer(request.count),
          unread: MOST_EVIDENCE,
          at,
        });
  const parts = [channel?.plan ?? nothing, offline ? nothing : COMPLETIONS, asked ?? nothing];
  const sum = (which: 'usual' | 'atMost') =>
    parts.reduce((total, part) => ({ ...total, [which]: addPlans(total[which], part[which]) }), nothing)[which];
  const atMost = sum('atMost');
  return planReport(
    model === null ? 'template' : 'ai',
    { usual: sum('usual'), atMost },
    [{ subject: request.topic, ...atMost }],
    asked?.estimate ?? null,
  );
}
