import { pictureTypeOf } from '../../domain/picture-type.js';
import { Failure } from '../../errors.js';
import type { Http } from '../http/request.js';
import type { Picture } from '../ports.js';

/** Such pictures have some 30 kB. */
const MOST_BYTES = 2_000_000;

export interface ThumbnailParts {
  /** With a slash at its end: https://i.ytimg.com/ */
  readonly baseUrl: string;
  readonly http: Http;
  /** Told of every request before it is sent. */
  readonly onRequest: () => void;
  readonly signal: AbortSignal;
}

/**
 * The picture of a video, 480 by 360, a wide one between black bars: the one size that every video has.
 * @returns null when there is none
 * @throws Failure `provider` (also when what came is no picture), `interrupted`
 */
export async function videoThumbnail(videoId: string, parts: ThumbnailParts): Promise<Picture | null> {
  const { status, bytes } = await parts.http.request({
    provider: 'YouTube',
    method: 'GET',
    url: new URL(`vi/${encodeURIComponent(videoId)}/hqdefault.jpg`, parts.baseUrl),
    headers: { accept: 'image/*' },
    maxBytes: MOST_BYTES,
    tooLong: 'fail',
    onTry: parts.onRequest,
    signal: parts.signal,
  });
  if (status === 404 || status === 410) return null;
  if (status !== 200) {
    throw new Failure('provider', `YouTube answered ${status} when asked for a thumbnail`, 'try again later');
  }
  const type = pictureTypeOf(bytes);
  if (type !== null) return { bytes, type };
  throw new Failure('provider', 'what YouTube sent for a thumbnail is no picture', 'try again later');
}
