/** The figures of one video that the score is made of. */
export interface ScoredFigures {
  readonly views: number | null;
  readonly viewsPerDay: number | null;
  readonly engagementRate: number | null;
}

const WEIGHTS = { views: 0.5, viewsPerDay: 0.3, engagementRate: 0.2 } as const;

/** The largest known value; 0 when none is known. No spread: a channel may have more videos than a call has arguments. */
function largest(values: readonly (number | null)[]): number {
  return values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
}

function ofLargest(value: number, most: number): number {
  return most === 0 ? 0 : value / most;
}

/**
 * The SmartScore: 0.5 · views + 0.3 · views per day + 0.2 · engagement, each as a share of the largest one in the set.
 * Where the engagement is unknown the other two weights grow to 0.5/0.8 and 0.3/0.8 for that video.
 * @returns for each video, in order, a score in [0, 1]; null when views or views per day are unknown
 */
export function smartScores(videos: readonly ScoredFigures[]): (number | null)[] {
  const mostViews = largest(videos.map((video) => video.views));
  const mostViewsPerDay = largest(videos.map((video) => video.viewsPerDay));
  const mostEngagement = largest(videos.map((video) => video.engagementRate));
  return videos.map(({ views, viewsPerDay, engagementRate }) => {
    if (views === null || viewsPerDay === null) return null;
    const reach =
      WEIGHTS.views * ofLargest(views, mostViews) + WEIGHTS.viewsPerDay * ofLargest(viewsPerDay, mostViewsPerDay);
    if (engagementRate === null) return reach / (WEIGHTS.views + WEIGHTS.viewsPerDay);
    return reach + WEIGHTS.engagementRate * ofLargest(engagementRate, mostEngagement);
  });
}
