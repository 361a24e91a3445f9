import { addCosts, NO_COST, type Cost } from '../domain/source.js';
import type { ModelMeter, ModelUsage } from '../providers/ports/text-model.js';

/** Adds up what a run spends, also on what fails: `onCost` is for sources, the whole is the meter of a model. */
export class CostTally implements ModelMeter {
  cost: Cost = NO_COST;
  tokensIn = 0;
  tokensOut = 0;
  /** False once a call was made whose price is not on the list. */
  priced = true;

  readonly onCost = (cost: Cost): void => {
    this.cost = addCosts(this.cost, cost);
  };

  readonly onTry = (): void => {
    this.onCost({ ...NO_COST, requests: 1, modelCalls: 1 });
  };

  readonly onUsage = ({ tokensIn, tokensOut, usd }: ModelUsage): void => {
    this.onCost({ ...NO_COST, usd: usd ?? 0 });
    this.tokensIn += tokensIn;
    this.tokensOut += tokensOut;
    this.priced &&= usd !== null;
  };
}
