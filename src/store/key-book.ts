import type { ForgivingLedger } from './forgiving-ledger.js';

/** What every book of a provider's keys holds: which were refused. Keys are known by fingerprint. */
export abstract class KeyBook {
  constructor(protected readonly ledger: ForgivingLedger) {}

  /** Notes that the provider did not take the key. */
  refuse(keyId: string): void {
    this.ledger.refusals(undefined, (refused) => {
      refused.note(keyId);
    });
  }

  /** Notes that the provider took the key after all. */
  accept(keyId: string): void {
    this.ledger.refusals(undefined, (refused) => {
      refused.forget(keyId);
    });
  }

  /** Whether the key was refused within the last day. */
  isRefused(keyId: string): boolean {
    return this.ledger.refusals(false, (refused) => refused.all().has(keyId));
  }
}
