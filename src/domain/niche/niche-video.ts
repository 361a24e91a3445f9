/** A video of a niche that was judged against the others of its own channel. */
export interface NicheVideo {
  readonly title: string | null;
  /** Times the usual views of its channel; null where that cannot be told. */
  readonly multiple: number | null;
  /** Whether it stands out there. */
  readonly high: boolean;
}

/** The judged videos of one channel, each with the phrases of its title. */
export interface NicheChannel<V extends NicheVideo = NicheVideo> {
  readonly videos: readonly V[];
  /** In the order of the videos. */
  readonly phrases: readonly ReadonlySet<string>[];
}
