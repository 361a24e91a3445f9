import { NO_COST, type Cost } from '../domain/source.js';
import type { ModelUsage } from '../providers/ports/text-model.js';

/** Adds up what a model was asked for; give `onUsage` to each question. */
export class ModelTally {
  cost: Cost = NO_COST;
  tokensIn = 0;
  tokensOut = 0;
  /** False once a call was made whose price is not on the list. */
  priced = true;

  readonly onUsage = ({ tokensIn, tokensOut, usd }: ModelUsage): void => {
    const { requests, modelCalls } = this.cost;
    this.cost = {
      ...this.cost,
      requests: requests + 1,
      modelCalls: modelCalls + 1,
      usd: this.cost.usd + (usd ?? 0),
    };
    this.tokensIn += tokensIn;
    this.tokensOut += tokensOut;
    this.priced &&= usd !== null;
  };
}
