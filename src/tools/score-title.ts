import { seoScore, type SeoQuestion, type SeoScore } from '../domain/seo/seo-score.js';
import { NO_COST, type Source } from '../domain/source.js';
import type { Channel } from '../domain/video.js';
import type { ChannelVideos } from '../providers/ports.js';
import { SCHEMA_VERSION } from './result.js';

export interface TitleScoreResult extends SeoScore {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly source: Source;
  /** ISO 8601 UTC. */
  readonly asOf: string;
  readonly title: string;
  readonly keyword: string | null;
  /** The channel whose last titles it was compared with; null for none. */
  readonly channel: Channel | null;
  /** How many titles these were; null without a channel. */
  readonly lastTitles: number | null;
}

/**
 * Scores a title with what is given beside it.
 * @param videos those of the channel it is for; one of the very same title is taken for this one and left out
 * @param now milliseconds
 */
export function scoreTitle(
  question: Omit<SeoQuestion, 'lastTitles'>,
  videos: ChannelVideos | null,
  now: number,
): TitleScoreResult {
  const lastTitles =
    videos === null
      ? null
      : [...videos.videos].flatMap(({ title }) => (title === null || title === question.title ? [] : [title]));
  return {
    schemaVersion: SCHEMA_VERSION,
    source: videos?.source ?? { kind: 'given', fetchedAt: null, cached: false, cost: NO_COST },
    asOf: new Date(now).toISOString(),
    title: question.title,
    keyword: question.keyword,
    channel: videos?.channel ?? null,
    lastTitles: lastTitles?.length ?? null,
    ...seoScore({ ...question, lastTitles }),
  };
}
