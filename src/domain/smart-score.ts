/** The figures of one video that the score is made of. */
export interface ScoredFigures {
  readonly views: number | null;
  readonly viewsPerDay: number | null;
  readonly engagementRate: number | null;
}

const WEIGHTS = { views: 0.5, viewsPerDay: 0.3, engagementRate: 0.2 } as const;

function ofLargest(value: number, most: number): number {
  return most === 0 ? 0 : value / most;
}

/**
 * The SmartScore: 0.5 · views + 0.3 · views per day + 0.2 · engagement, each as a share of the largest one in the set.
 * Where the engagement is unknown the other two weights grow to 0.5/0.8 and 0.3/0.8 for that video.
 */
export class ScoreScale {
  #views = 0;
  #viewsPerDay = 0;
  #engagementRate = 0;

  /** Takes a video into the set; to be done with all of them before the first is scored. */
  add({ views, viewsPerDay, engagementRate }: ScoredFigures): void {
    this.#views = Math.max(this.#views, views ?? 0);
    this.#viewsPerDay = Math.max(this.#viewsPerDay, viewsPerDay ?? 0);
    this.#engagementRate = Math.max(this.#engagementRate, engagementRate ?? 0);
  }

  /** The score of a video of the set, in [0, 1]; null when its views or views per day are unknown. */
  scoreOf({ views, viewsPerDay, engagementRate }: ScoredFigures): number | null {
    if (views === null || viewsPerDay === null) return null;
    const reach =
      WEIGHTS.views * ofLargest(views, this.#views) + WEIGHTS.viewsPerDay * ofLargest(viewsPerDay, this.#viewsPerDay);
    if (engagementRate === null) return reach / (WEIGHTS.views + WEIGHTS.viewsPerDay);
    return reach + WEIGHTS.engagementRate * ofLargest(engagementRate, this.#engagementRate);
  }
}
