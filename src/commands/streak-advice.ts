import type { Context } from '../context.js';
import { addPlans, modelEstimate } from '../tools/model-estimate.js';
import type { PlanReport } from '../domain/planned-cost.js';
import { isSubjectFailure, type SubjectFailure } from '../errors.js';
import type { ChannelVideos } from '../providers/ports.js';
import { adviceQuestion, adviseStreak, MOST_TITLES, MOST_TOKENS, USUAL_TOKENS } from '../tools/streak-advice.js';
import type { StreakResult } from '../tools/streak.js';
import { confirmSpending } from './ask-before-spending.js';
import { rememberAnswer } from './remember-result.js';

/** Characters of the figures and titles of a channel that is not read yet. */
const UNREAD = 3_000;

/** What is said of whether money may be spent. */
interface Wishes {
  readonly yes: boolean;
  readonly noInput: boolean;
  readonly offline: boolean;
}

/**
 * The results with what a model suggests for each channel; without a key, offline, or where it fails the rules stand
 * alone, and a note says why.
 * @throws Failure `usage`, `interrupted` before money is spent unasked
 */
export async function withAdvice(
  context: Context,
  results: readonly (StreakResult | SubjectFailure)[],
  channels: readonly (ChannelVideos | SubjectFailure)[],
  { yes, noInput, offline }: Wishes,
): Promise<(StreakResult | SubjectFailure)[]> {
  const model = offline ? null : await context.textModel();
  if (model === null) {
    const why = offline ? '--offline asks nobody' : 'there is no GEMINI_API_KEY';
    context.note(`suggestions: from rules alone, because ${why}.`);
    return [...results];
  }
  const titlesOf = (index: number) => {
    const channel = channels[index];
    if (channel === undefined || isSubjectFailure(channel)) return [];
    return [...channel.videos.slice(0, MOST_TITLES)].flatMap(({ title }) => title ?? []);
  };
  const plans = results.flatMap((result, index) =>
    isSubjectFailure(result)
      ? []
      : [
          modelEstimate(model, adviceQuestion(result, titlesOf(index)), {
            usualTokens: USUAL_TOKENS,
            unread: 0,
            at: context.now(),
          }),
        ],
  );
  const least = plans.reduce((sum, { estimate }) => sum + estimate.usdLeast, 0);
  const most = plans.reduce<number | null>(
    (sum, { estimate: { usdMost } }) => (sum === null || usdMost === null ? null : sum + usdMost),
    0,
  );
  await confirmSpending(context, { usd: { least, most }, yes, noInput });
  const advised: (StreakResult | SubjectFailure)[] = [];
  for (const [index, result] of results.entries()) {
    if (isSubjectFailure(result)) {
      advised.push(result);
      continue;
    }
    const begun = context.now();
    const {
      result: whole,
      why,
      tally,
    } = await adviseStreak(result, titlesOf(index), model, {
      signal: context.signal,
      onProgress: (words) => {
        context.progress(words);
      },
    });
    advised.push(whole);
    if (why !== null) {
      context.note(`suggestions: from rules alone, because ${why}.`);
      continue;
    }
    const { handle, title, id } = result.channel;
    const prompt = handle ?? title ?? id ?? 'streak';
    await rememberAnswer(context, 'suggestions', { prompt, begun, model, tally, result: whole });
  }
  return advised;
}

/** The plan of the look, and what the model may cost on top for each channel. */
export async function withPlannedAdvice(context: Context, look: PlanReport): Promise<PlanReport> {
  const model = await context.textModel();
  if (model === null) return look;
  const { estimate, usual, atMost } = modelEstimate(
    model,
    { instructions: '', material: [], schema: {}, mostTokens: MOST_TOKENS },
    { usualTokens: USUAL_TOKENS, unread: UNREAD, at: context.now() },
  );
  const times = Math.max(1, look.plan.subjects.length);
  const each = (plan: PlanReport['plan']['usual'], added: typeof usual) =>
    Array.from({ length: times }).reduce<typeof usual>((sum) => addPlans(sum, added), plan);
  return {
    ...look,
    plan: {
      atMost: each(look.plan.atMost, atMost),
      usual: each(look.plan.usual, usual),
      subjects: look.plan.subjects.map((subject) => ({ ...subject, ...addPlans(subject, atMost) })),
      estimate: {
        ...estimate,
        usdLeast: estimate.usdLeast * times,
        usdMost: estimate.usdMost === null ? null : estimate.usdMost * times,
      },
    },
  };
}
