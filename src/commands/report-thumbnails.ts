import type { Context } from '../context.js';
import { Failure } from '../errors.js';
import { thumbnailsOf } from '../tools/thumbnails-of.js';
import type { ReportedProfile } from '../tools/report-channel.js';

/**
 * The pictures of the videos that a report names, as `data:` addresses by the id of the video. One that cannot be had is
 * left out with a note: a report without a picture is still one.
 * @throws Failure `usage` for `--offline`, `interrupted`
 */
export async function embeddedThumbnails(
  context: Context,
  channels: readonly ReportedProfile[],
  offline: boolean,
): Promise<ReadonlyMap<string, string>> {
  if (offline)
    throw new Failure('usage', '--embed fetches pictures, and --offline forbids it', 'leave one of them out');
  const ids = channels.flatMap(({ standing }) => standing.flatMap(({ id }) => (id === null ? [] : [id])));
  const { pictures, missing } = await thumbnailsOf([...new Set(ids)], await context.pictureViewer(), (words) => {
    context.progress(words);
  });
  if (missing > 0)
    context.note(`${missing} of ${missing + pictures.size} thumbnails could not be had and are left out.`);
  return pictures;
}
