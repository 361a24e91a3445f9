import type { Spendable } from '../mcp/call-room.js';

/** Below this lies what YouTube counts. */
const API = '/youtube/v3/';

/** Counts what is sent, and apart from it what is asked of YouTube's API; sends nothing beyond what is allowed. */
export class Meter {
  private units = 0;
  private searches = 0;
  private most: Spendable = { units: 0, searches: 0 };

  /**
   * @param takeRequest counts any request, and says whether it may be sent
   * @param onOver called when something was about to go beyond
   */
  constructor(
    private readonly takeRequest: () => boolean,
    private readonly onOver: () => void,
  ) {}

  allow(most: Spendable): void {
    this.most = most;
  }

  spent(): Spendable {
    return { units: this.units, searches: this.searches };
  }

  /** A fetch that this meter counts. */
  fetch(real: typeof globalThis.fetch): typeof globalThis.fetch {
    return (input, init) => {
      if (!this.takeRequest()) this.refuse();
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      if (pathname.includes(API)) this.count(pathname.endsWith('/search'));
      return real(input, init);
    };
  }

  private count(isSearch: boolean): void {
    const [units, searches] = [this.units + (isSearch ? 0 : 1), this.searches + (isSearch ? 1 : 0)];
    if (units > this.most.units || searches > this.most.searches) {
      this.refuse();
    }
    [this.units, this.searches] = [units, searches];
  }

  private refuse(): never {
    this.onOver();
    throw new Error('the call may spend no more');
  }
}
