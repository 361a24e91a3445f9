import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PUBLISHED_GROWTH, type Growth } from '../domain/robust/growth-curve.js';
import { Failure } from '../errors.js';
import type { VideoLooks } from '../providers/ports/video-looks.js';

/**
 * The growth that ages are compared by: of the snapshots kept here when there are enough, else the published one. No
 * figure is missed for want of them: where they cannot be read, a note says so.
 * @param folder of `insight.db`, which is not begun for this
 */
export async function growthInUse(
  folder: string,
  open: () => Promise<VideoLooks>,
  note: (sentence: string) => void,
): Promise<Growth> {
  if (!existsSync(join(folder, 'insight.db'))) return PUBLISHED_GROWTH;
  try {
    const looks = await open();
    return (await import('../tools/watch/kept-growth.js')).keptGrowth(looks);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    note(`your own snapshots cannot be opened, so growth is the published one: ${error.message}.`);
    return PUBLISHED_GROWTH;
  }
}
