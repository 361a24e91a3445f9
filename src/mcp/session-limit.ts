import type { PlannedCost } from '../domain/planned-cost.js';
import { Failure } from '../errors.js';
import type { Spendable } from './call-room.js';

/** Requests of a session to anybody at all: what costs no units still leaves from the user's address. */
const MOST_REQUESTS = 5_000;

/**
 * What the calls of one session may spend together. Whoever calls reads what strangers wrote, and may be talked into
 * calling for ever: the bound is set by who starts the session, and nothing that is said in it moves it.
 */
export class SessionLimit {
  private spentUnits = 0;
  private spentSearches = 0;
  /** Set aside for calls under way. */
  private heldUnits = 0;
  private heldSearches = 0;
  private requests = 0;

  /** @param mostRequests whoever they go to */
  constructor(
    readonly most: Spendable,
    private readonly mostRequests: number = MOST_REQUESTS,
  ) {}

  get spent(): Spendable {
    return { units: this.spentUnits, searches: this.spentSearches };
  }

  /** Neither spent nor set aside. */
  get left(): Spendable {
    return {
      units: this.most.units - this.spentUnits - this.heldUnits,
      searches: this.most.searches - this.spentSearches - this.heldSearches,
    };
  }

  /**
   * Sets aside what a call may spend at most; where nobody knows how much that is, all that is left.
   * @throws Failure `quota` when less is left
   */
  hold(atMost: Pick<PlannedCost, 'units' | 'searches'>): Spendable {
    const { left } = this;
    const held = { units: atMost.units ?? left.units, searches: atMost.searches ?? left.searches };
    const short = atMost.units === null ? left.units <= 0 : held.units > left.units;
    if (short) throw this.refusal('units', atMost.units, left.units);
    if (held.searches > left.searches) throw this.refusal('searches', held.searches, left.searches);
    this.heldUnits += held.units;
    this.heldSearches += held.searches;
    return held;
  }

  /** A call has ended: what it did not spend is there again. */
  settle(held: Spendable, spent: Spendable): void {
    this.heldUnits -= held.units;
    this.heldSearches -= held.searches;
    this.spentUnits += spent.units;
    this.spentSearches += spent.searches;
  }

  /** Counts one request that is about to be sent. @returns whether it may be */
  takeRequest(): boolean {
    this.requests += 1;
    return this.requests <= this.mostRequests;
  }

  /** A call took all that was left. */
  overrun(): Failure {
    if (this.requests > this.mostRequests) {
      return new Failure(
        'quota',
        `the call was stopped: the ${this.mostRequests} requests that a session may send are sent`,
        'ask for what is kept (offline), or have the user start another session',
      );
    }
    return new Failure(
      'quota',
      `the call was stopped: the ${this.most.units} units of this session are spent`,
      `ask for less, or have the user start it with a higher limit: insight mcp --max-units ${2 * this.most.units}`,
    );
  }

  private refusal(what: keyof Spendable, wanted: number | null, left: number): Failure {
    const cost = wanted === null ? `an unknown number of ${what}` : `up to ${wanted} ${what}`;
    const enough = this.most[what] - left + (wanted ?? this.most[what]);
    return new Failure(
      'quota',
      `this may cost ${cost}, and ${Math.max(0, left)} of ${this.most[what]} are left in this session; nothing was spent`,
      `ask for less (limit, fewer channels), or have the user start it with: insight mcp --max-${what} ${enough}`,
    );
  }
}
