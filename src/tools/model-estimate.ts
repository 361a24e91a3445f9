import type { PlannedCost, PriceEstimate } from '../domain/planned-cost.js';
import {
  modelCost,
  MODEL_PRICES_DATE,
  MOST_ANSWER_TOKENS,
  MOST_ANSWERS,
  MOST_SENT_BACK,
} from '../domain/model-prices.js';
import { NO_COST } from '../domain/source.js';
import type { ModelQuestion, TextModel } from '../providers/ports/text-model.js';

/** A question as far as its price depends on it. */
export type PricedQuestion = Pick<ModelQuestion<unknown>, 'instructions' | 'material' | 'schema' | 'mostTokens'>;

/** What asking a model once, with its one repair, takes before it is asked. */
export interface ModelPlan {
  readonly estimate: PriceEstimate;
  readonly usual: PlannedCost;
  readonly atMost: PlannedCost;
}

/** A rule of thumb for European languages. */
const CHARACTERS_A_TOKEN = 4;
/** What the provider writes around the blocks, in characters. */
const AROUND = 1_500;

/**
 * Estimates one question. Tokens are counted at four characters each; for the most it may cost each character counts as
 * one, and both answers are as long as they may be.
 * @param usualTokens what an answer mostly takes, thinking among it
 * @param unread characters of material that is not there yet
 * @param at milliseconds: prices change
 */
export function modelEstimate(
  { provider, model, mostRequests }: Pick<TextModel, 'provider' | 'model' | 'mostRequests'>,
  question: PricedQuestion,
  { usualTokens, unread, at }: { readonly usualTokens: number; readonly unread: number; readonly at: number },
): ModelPlan {
  const { instructions, material, schema, mostTokens = MOST_ANSWER_TOKENS } = question;
  const blocks = material.reduce((sum, { name, text }) => sum + name.length + text.length, 0);
  const characters = AROUND + instructions.length + blocks + JSON.stringify(schema).length + unread;
  const tokensIn = Math.ceil(characters / CHARACTERS_A_TOKEN);
  const usdLeast = modelCost(model, { tokensIn, tokensOut: usualTokens }, at);
  const usdMost = modelCost(
    model,
    { tokensIn: MOST_ANSWERS * characters + MOST_SENT_BACK, tokensOut: MOST_ANSWERS * mostTokens },
    at,
  );
  return {
    estimate: {
      provider,
      model,
      tokensIn,
      tokensOut: mostTokens,
      usdLeast: usdLeast ?? 0,
      usdMost,
      priceListDate: usdMost === null ? null : MODEL_PRICES_DATE,
    },
    usual: { ...NO_COST, requests: 1, modelCalls: 1, usd: usdLeast },
    atMost: {
      ...NO_COST,
      requests: MOST_ANSWERS * mostRequests,
      modelCalls: MOST_ANSWERS * mostRequests,
      usd: usdMost,
    },
  };
}

/** Two planned costs together; what is not known of one is not known of both. */
export function addPlans(a: PlannedCost, b: PlannedCost): PlannedCost {
  const sum = (x: number | null, y: number | null) => (x === null || y === null ? null : x + y);
  return {
    requests: sum(a.requests, b.requests),
    units: sum(a.units, b.units),
    searches: sum(a.searches, b.searches),
    modelCalls: sum(a.modelCalls, b.modelCalls),
    usd: sum(a.usd, b.usd),
  };
}
