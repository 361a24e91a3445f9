import type { Format, FormatBasis } from './format.js';
import { isoInstant } from './iso-instant.js';
import { LazyList, type Listed } from './listed.js';
import { measure, type MeasuredVideo } from './measured.js';
import { TypicalViews } from './multiple.js';
import { NumberList } from './number-list.js';
import { fencesOf, outlierOf } from './outliers.js';
import type { Fences, Outlier } from './outliers.js';
import { ScoreScale } from './smart-score.js';
import { sortInSteps } from './sort-in-steps.js';
import { STEP, type Steps } from './steps.js';
import type { Video } from './video.js';

/** One video with everything that is worked out about it, as the JSON of `outliers` carries it. */
export interface AnalysedVideo {
  readonly id: string | null;
  readonly title: string | null;
  readonly url: string | null;
  /** ISO 8601, UTC. */
  readonly publishedAt: string | null;
  readonly ageDays: number | null;
  readonly format: Format | null;
  readonly formatBasis: FormatBasis | null;
  readonly durationSeconds: number | null;
  readonly views: number | null;
  readonly likes: number | null;
  readonly comments: number | null;
  readonly viewsPerDay: number | null;
  /** A fraction: 0.041 is 4.1 %. */
  readonly engagementRate: number | null;
  readonly smartScore: number | null;
  readonly multiple: number | null;
  readonly outlier: Outlier | null;
}

/** What a set of videos comes to: how many were looked at, how many stand out, and what counts as usual. */
export interface AnalysisSummary extends Fences {
  /** How many were looked at. */
  readonly videos: number;
  /** High outliers. */
  readonly high: number;
  /** Low ones. */
  readonly low: number;
}

export interface Analysis {
  /** Best score first; equal scores by views, then as they came; videos without a score last. */
  readonly videos: Listed<AnalysedVideo>;
  readonly summary: AnalysisSummary;
}

/**
 * The videos of one subject, judged against each other. Of each only its place in the list, views and score are kept;
 * everything else is worked out again when somebody asks, which is cheaper than to keep it for a million.
 */
export class JudgedVideos {
  readonly summary: AnalysisSummary;

  /**
   * @param places those of the videos that were looked at
   * @param views of all videos by place, −Infinity where unknown
   * @param scores of all videos by place, −Infinity where there is none
   */
  constructor(
    private readonly videos: Listed<Video>,
    private readonly asOf: number,
    readonly places: Uint32Array,
    private readonly views: Float64Array,
    private readonly scores: Float64Array,
    private readonly typical: TypicalViews,
  ) {
    const list = new NumberList();
    for (const score of scores) if (score !== -Infinity) list.add(score);
    const fences = fencesOf(list);
    let [high, low] = [0, 0];
    for (const score of scores) {
      const outlier = outlierOf(known(score), fences);
      if (outlier === 'high') high += 1;
      if (outlier === 'low') low += 1;
    }
    this.summary = { videos: places.length, high, low, ...fences };
  }

  measured(place: number): MeasuredVideo {
    const video = this.videos.at(place);
    if (video === undefined) throw new RangeError(`there is no video ${place}`);
    return measure(video, this.asOf);
  }

  /** The SmartScore of a video; null when it has none. */
  score(place: number): number | null {
    return known(this.scores[place]);
  }

  /** What places are sorted by: best score first, equal scores by views. */
  get byScore(): readonly [Float64Array, Float64Array] {
    return [this.scores, this.views];
  }

  /** The videos at some places, in their order. */
  described(places: Uint32Array): Listed<AnalysedVideo> {
    return new LazyList(places.length, (index) => this.describe(places[index] ?? -1));
  }

  /** The video at a place with all that is worked out about it. */
  describe(place: number): AnalysedVideo {
    const measured = this.measured(place);
    const { video } = measured;
    const smartScore = this.score(place);
    return {
      id: video.id,
      title: video.title,
      url: video.id === null ? null : `https://www.youtube.com/watch?v=${video.id}`,
      publishedAt: video.publishedAt === null ? null : isoInstant(video.publishedAt),
      ageDays: measured.ageDays,
      format: measured.format,
      formatBasis: measured.formatBasis,
      durationSeconds: video.durationSeconds,
      views: video.views,
      likes: video.likes,
      comments: video.comments,
      viewsPerDay: measured.viewsPerDay,
      engagementRate: measured.engagementRate,
      smartScore,
      multiple: this.typical.multipleOf(measured),
      outlier: outlierOf(smartScore, this.summary),
    };
  }
}

/**
 * Judges the videos of one subject against each other.
 * Videos published after `asOf` are left out; one without date or views is kept, with null for what cannot be told.
 * @param asOf milliseconds that ages are counted to
 */
export function* judge(videos: Listed<Video>, asOf: number): Steps<JudgedVideos> {
  const column = () => new Float64Array(videos.length).fill(-Infinity);
  const [views, velocities, engagement] = [column(), column(), column()];
  const places = new Uint32Array(videos.length);
  const scale = new ScoreScale();
  const typical = new TypicalViews();
  let [place, looked] = [0, 0];
  for (const video of videos) {
    if (video.publishedAt === null || video.publishedAt <= asOf) {
      const measured = measure(video, asOf);
      scale.add(measured);
      typical.add(measured);
      views[place] = measured.views ?? -Infinity;
      velocities[place] = measured.viewsPerDay ?? -Infinity;
      engagement[place] = measured.engagementRate ?? -Infinity;
      places[looked] = place;
      looked += 1;
    }
    place += 1;
    if (place % STEP === 0) yield;
  }
  const found = places.subarray(0, looked);
  // From the columns, since to measure a million videos again takes longer than all the rest; and into one of them.
  const scores = velocities;
  for (const at of found) {
    const figures = {
      views: known(views[at]),
      viewsPerDay: known(velocities[at]),
      engagementRate: known(engagement[at]),
    };
    scores[at] = scale.scoreOf(figures) ?? -Infinity;
  }
  yield;
  return new JudgedVideos(videos, asOf, found, views, scores, typical);
}

function known(value: number | undefined): number | null {
  return value === undefined || value === -Infinity ? null : value;
}

/**
 * Scores the videos of one subject against each other and finds those that stand out.
 * Videos published after `asOf` are left out; one without date or views is kept, with null for what cannot be told.
 * @param asOf milliseconds that ages are counted to
 */
export function* analyse(videos: Listed<Video>, asOf: number): Steps<Analysis> {
  const judged = yield* judge(videos, asOf);
  const order = yield* sortInSteps(judged.places, ...judged.byScore);
  return { videos: judged.described(order), summary: judged.summary };
}
