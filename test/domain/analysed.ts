import { analyse, type AnalysedVideo, type AnalysisSummary } from '../../src/domain/analysis.js';
import { finish } from '../../src/domain/steps.js';
import type { Video } from '../../src/domain/video.js';

/** An analysis in one go, its videos as an array. */
export function analysed(
  videos: readonly Video[],
  asOf: number,
): { readonly videos: readonly AnalysedVideo[]; readonly summary: AnalysisSummary } {
  const { videos: listed, summary } = finish(analyse(videos, asOf));
  return { videos: [...listed], summary };
}
