import type { AnalysedVideo } from './analysis.js';
import type { Format } from './format.js';
import type { Listed } from './listed.js';
import { NumberList } from './number-list.js';
import { medianOfSorted } from './quantile.js';
import { STEP, type Steps } from './steps.js';

/** The middle of some figures, and how many it is the middle of; null of none. */
export interface Middle {
  readonly median: number | null;
  readonly n: number;
}

/** What the videos of a channel come to, without judging any of them. */
export interface ChannelFigures {
  /** Of the videos with known views. */
  readonly views: Middle;
  readonly formats: Readonly<Record<Format, { readonly videos: number; readonly views: Middle }>>;
  /** Rates as fractions, of the videos where likes and comments are known. */
  readonly engagement: Middle;
  /** The video with the highest multiple of the typical views of its format; null where no multiple is known. */
  readonly best: AnalysedVideo | null;
}

/** The figures of a channel's videos. */
export function* channelFigures(videos: Listed<AnalysedVideo>): Steps<ChannelFigures> {
  const [all, engaged] = [new NumberList(), new NumberList()];
  const formats = { long: withFormat(), short: withFormat(), live: withFormat() };
  let best: AnalysedVideo | null = null;
  let looked = 0;
  for (const video of videos) {
    looked += 1;
    if (looked % STEP === 0) yield;
    const group = video.format === null ? null : formats[video.format];
    if (group !== null) group.videos += 1;
    if (video.views !== null) {
      all.add(video.views);
      group?.views.add(video.views);
    }
    if (video.engagementRate !== null) engaged.add(video.engagementRate);
    if ((video.multiple ?? -1) > (best?.multiple ?? -1)) best = video;
  }
  const figures = ({ videos: count, views }: ReturnType<typeof withFormat>) => ({
    videos: count,
    views: middle(views),
  });
  return {
    views: middle(all),
    formats: { long: figures(formats.long), short: figures(formats.short), live: figures(formats.live) },
    engagement: middle(engaged),
    best,
  };
}

const withFormat = () => ({ videos: 0, views: new NumberList() });

function middle(list: NumberList): Middle {
  return { median: medianOfSorted(list.sorted()), n: list.length };
}
