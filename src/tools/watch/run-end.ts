import { Failure } from '../../errors.js';

/** So many channels that fail one after another for want of the provider end a run: the others would fail as slowly. */
const MOST_IN_A_ROW = 5;

/** When a run over many channels has no sense any more: without quota or a good key, or when nobody answers. */
export class RunEnd {
  private reason: Failure | null = null;
  private inARow = 0;

  /** @throws Failure that ended the run */
  check(): void {
    if (this.reason === null) return;
    throw new Failure(this.reason.kind, this.reason.message, this.reason.hint);
  }

  went(): void {
    this.inARow = 0;
  }

  failed(failure: Failure): void {
    if (failure.kind === 'quota' || failure.kind === 'key') this.reason ??= failure;
    if (failure.kind !== 'provider') this.inARow = 0;
    else if (++this.inARow >= MOST_IN_A_ROW) this.reason ??= failure;
  }
}
