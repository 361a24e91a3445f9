import type { Context } from '../context.js';
import type { PlanReport } from '../domain/planned-cost.js';
import type { TextModel } from '../providers/ports/text-model.js';
import { MOST_WORD_TOKENS } from '../tools/keywords/model-words.js';
import { addPlans, modelEstimate, type ModelPlan } from '../tools/model-estimate.js';
import { planReport } from '../tools/plan-report.js';
import { planTopics, type TopicPlan } from '../tools/plan-topics.js';
import { confirmSpending, type Spending } from './ask-before-spending.js';

/** Characters of our own words, and of twenty titles that nobody has read yet. */
const UNREAD = 700 + 20 * 100;
/** What twenty short texts mostly take. */
const USUAL_TOKENS = 500;

/** What asking a model for words on a topic takes, before it is asked. */
export function wordsEstimate(context: Pick<Context, 'now'>, model: TextModel, topic: string): ModelPlan {
  const material = [{ name: 'topic', text: topic }];
  const question = { instructions: '', material, schema: {}, mostTokens: MOST_WORD_TOKENS };
  return modelEstimate(model, question, { usualTokens: USUAL_TOKENS, unread: UNREAD, at: context.now() });
}

/** What looking for a topic costs, and what a model takes that adds some words. */
export function topicReport(
  context: Pick<Context, 'now'>,
  subject: string,
  asks: TopicPlan,
  model: TextModel | null,
): PlanReport {
  const plan = planTopics(asks);
  const kind = asks.keysKnown > 0 ? 'api' : asks.suggestions > 0 ? 'suggest' : null;
  if (model === null) return planReport(kind, plan, [{ subject, ...plan.atMost }]);
  const words = wordsEstimate(context, model, subject);
  const atMost = addPlans(plan.atMost, words.atMost);
  const usual = addPlans(plan.usual, words.usual);
  return planReport(kind ?? 'ai', { usual, atMost }, [{ subject, ...atMost }], words.estimate);
}

/**
 * Asks a person before a dear question; without a model there is nothing to ask.
 * @throws Failure `usage`, `interrupted`
 */
export async function confirmQuestion(
  context: Context,
  model: TextModel | null,
  topic: string,
  { yes, noInput }: Pick<Spending, 'yes' | 'noInput'>,
): Promise<void> {
  if (model === null) return;
  const { usdLeast: least, usdMost: most } = wordsEstimate(context, model, topic).estimate;
  await confirmSpending(context, { usd: { least, most }, yes, noInput });
}
