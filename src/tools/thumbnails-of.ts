import { Failure } from '../errors.js';
import type { PictureViewer } from '../providers/ports/picture-viewer.js';

/** Pictures asked for at the same time. */
const AT_ONCE = 4;

/**
 * The thumbnails of videos as `data:` addresses, and how many could not be had.
 * @throws Failure `interrupted`
 */
export async function thumbnailsOf(
  ids: readonly string[],
  viewer: Pick<PictureViewer, 'thumbnail'>,
  progress: (words: string) => void,
): Promise<{ readonly pictures: ReadonlyMap<string, string>; readonly missing: number }> {
  const { default: pLimit } = await import('p-limit');
  const inTurn = pLimit(AT_ONCE);
  const pictures = new Map<string, string>();
  const fetchOne = async (id: string): Promise<void> => {
    const picture = await viewer.thumbnail(id).catch((error: unknown) => {
      if (error instanceof Failure && error.kind !== 'interrupted') return null;
      throw error;
    });
    if (picture === null) return;
    pictures.set(id, `data:${picture.type};base64,${base64(picture.bytes)}`);
    progress(`thumbnails: ${pictures.size} of ${ids.length}`);
  };
  await Promise.all(ids.map((id) => inTurn(() => fetchOne(id))));
  return { pictures, missing: ids.length - pictures.size };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
