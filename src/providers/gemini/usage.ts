import { modelCost } from '../../domain/model-prices.js';
import { isRecord } from '../http/json-record.js';
import type { ModelUsage } from '../ports/text-model.js';

/**
 * What a call took, by the `usageMetadata` of its answer; null when that says nothing. Thinking counts as output.
 * @param at milliseconds
 */
export function usageOf(model: string, metadata: unknown, at: number): ModelUsage | null {
  if (!isRecord(metadata)) return null;
  const count = (name: string): number => {
    const value = metadata[name];
    return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
  };
  const tokensIn = count('promptTokenCount') + count('toolUsePromptTokenCount');
  const tokensOut = count('candidatesTokenCount') + count('thoughtsTokenCount');
  return { model, tokensIn, tokensOut, usd: modelCost(model, { tokensIn, tokensOut }, at) };
}
