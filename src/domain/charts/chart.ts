import type { Outlier } from '../outliers.js';

/** The views of each upload, oldest first. */
export interface ViewsChart {
  readonly form: 'views';
  readonly uploads: readonly {
    /** Milliseconds. */
    readonly at: number;
    readonly views: number;
    readonly outlier: Outlier | null;
  }[];
}

/** How often each score occurs, and the fences beyond which it stands out. */
export interface ScoresChart {
  readonly form: 'scores';
  /** What the scores are called. */
  readonly name: string;
  readonly values: readonly number[];
  /** The ends of the scale; a value beyond counts at its end. */
  readonly from: number;
  readonly to: number;
  readonly lowerFence: number | null;
  readonly upperFence: number | null;
  /** What else it takes to stand out, such as `and at least 2.5×`; null where the fences are all. */
  readonly also: string | null;
}

/** When uploads came: by day, and by weekday and hour. */
export interface UploadsChart {
  readonly form: 'uploads';
  /** Uploads of each day that has some, by its number (see `periodNumber`). */
  readonly perDay: ReadonlyMap<number, number>;
  /** The number of the last day. */
  readonly today: number;
  /** Uploads of each hour of each weekday, Monday first: seven rows of 24; null where the source tells days alone. */
  readonly hours: readonly (readonly number[])[] | null;
  /** IANA zone of the days and hours; UTC where there are days alone. */
  readonly timeZone: string;
}

/** A picture of a result, before it is known what it is drawn with: characters, or lines on a page. */
export type Chart = ViewsChart | ScoresChart | UploadsChart;
