import type { KeptLook, KeptVideo, LookedAtChannel, LookOutcome, NewLook, Span } from '../../domain/watch/look.js';

/** When a channel is due, in milliseconds. */
export interface Due {
  readonly now: number;
  /** Channels with a later look than this are not due. */
  readonly since: number;
}

/** A claim of channels by one run, in milliseconds. */
export interface Claim extends Due {
  /** A name that no other run has. */
  readonly run: string;
  /** When the claim ends by itself. */
  readonly until: number;
}

/**
 * What was counted of videos at one moment and another, which no provider tells afterwards. Each question:
 * @throws Failure `unexpected`
 */
export interface VideoLooks {
  /**
   * Keeps one look, whole or not at all.
   * @param run the run that claimed the channel; null for a look that nobody claimed
   * @returns null when another run has the channel by now: nothing is kept
   */
  keep(look: NewLook, run: string | null): LookOutcome | null;
  /** A name that no other run has. */
  runName(): string;
  /** Claims the channels, by name, that are due and that no other run has. */
  claim(
    names: readonly string[],
    claim: Claim,
  ): { readonly claimed: readonly string[]; readonly busy: readonly string[] };
  /** Of some channels, by name, those that are due, whoever is looking at them now. */
  due(names: readonly string[], when: Due): readonly string[];
  /** Lets what a run still holds be held until then (milliseconds). */
  renew(run: string, until: number): void;
  /** Lets go of what a run still holds. */
  release(run: string): void;
  /** Every channel with looks, by title. */
  channels(): readonly LookedAtChannel[];
  /** The channels that share videos with these, and how many; most first. */
  sharing(videoIds: readonly string[]): readonly { readonly name: string; readonly shared: number }[];
  videos(name: string): readonly KeptVideo[];
  /** When the newest looks at a channel were (milliseconds), falling. @param most how many are asked for */
  newestTimes(name: string, most: number): readonly number[];
  /**
   * The looks at a channel in the order of time, read as they are asked for.
   * @param onDamaged told the time (milliseconds) of each that cannot be read; it is left out
   */
  looks(name: string, span: Span, onDamaged: (at: number) => void): Iterable<KeptLook>;
  /** Forgets every look at a channel. @returns how many there were */
  remove(name: string): number;
}
