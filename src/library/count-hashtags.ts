import { hashtagReport, type HashtagReport } from '../domain/hashtag-report.js';
import { finish } from '../domain/steps.js';
import { instantFrom, type Instant } from './instant.js';
import { videosFrom, type VideoInput } from './video-input.js';

/**
 * Counts the hashtags in titles and descriptions, each once a video, and what the videos with them come to, as
 * `insight hashtags` does.
 * @param videos of one channel or of many; of rows with the same id the last counts
 * @param options `asOf`: the instant that ages are counted to
 * @throws TypeError for what is no video, or no instant
 * @example
 * const [commonest] = countHashtags(mine, { asOf: new Date() }).hashtags;
 * console.log(commonest?.tag, commonest?.lift);
 */
export function countHashtags(videos: readonly VideoInput[], { asOf }: { readonly asOf: Instant }): HashtagReport {
  return finish(hashtagReport(videosFrom(videos), instantFrom(asOf, 'asOf')));
}
