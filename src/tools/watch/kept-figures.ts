import type { Figures, LookSource, Span } from '../../domain/watch/look.js';
import { isoInstant } from '../../domain/iso-instant.js';
import { SCHEMA_VERSION } from '../result.js';
import { allWatched, type WatchStores } from './show-watched.js';
import { findWatched } from './watched-channels.js';

/** One video at one look. */
export interface KeptFigure extends Figures {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** Its id; else the name that its looks are kept under. */
  readonly channel: string;
  readonly channelTitle: string | null;
  /** Null where the source told no id. */
  readonly video: string | null;
  readonly title: string | null;
  /** ISO 8601, UTC. */
  readonly publishedAt: string | null;
  readonly at: string;
  readonly source: LookSource;
}

/**
 * Every figure that is kept of some channels, or of all, in the order of time within each; read as it is asked for.
 * @param onDamaged told the name of the channel and the time (ISO 8601) of each look that is damaged, and left out
 * @throws Failure `not-found`, `usage` for a channel that is not watched, before anything is read
 */
export function keptFigures(
  stores: WatchStores,
  typed: readonly string[],
  span: Span,
  onDamaged: (name: string, at: string) => void,
): Iterable<KeptFigure> {
  const all = allWatched(stores);
  const wanted = typed.length === 0 ? all : [...new Set(typed.map((word) => findWatched(all, word)))];
  return figuresOf(
    stores,
    wanted.map(({ name, title }) => ({ name, title })),
    span,
    onDamaged,
  );
}

function* figuresOf(
  { looks }: WatchStores,
  channels: readonly { readonly name: string; readonly title: string | null }[],
  span: Span,
  onDamaged: (name: string, at: string) => void,
): Generator<KeptFigure> {
  for (const { name, title: channelTitle } of channels) {
    const videos = new Map(
      looks
        .videos(name)
        .map(({ number, id, title, publishedAt }) => [
          number,
          { video: id, title, publishedAt: publishedAt === null ? null : isoInstant(publishedAt) },
        ]),
    );
    const kept = looks.looks(name, span, (at) => {
      onDamaged(name, isoInstant(at));
    });
    for (const { at: instant, source, figures } of kept) {
      const at = isoInstant(instant);
      for (const [number, counts] of figures) {
        const video = videos.get(number);
        if (video !== undefined)
          yield { schemaVersion: SCHEMA_VERSION, channel: name, channelTitle, ...video, at, source, ...counts };
      }
    }
  }
}
