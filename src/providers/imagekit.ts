import { Failure, UnknownOutcome } from '../errors.js';
import { asFetch } from './http/as-fetch.js';
import { refusedOnTheWay } from './http/refused-on-the-way.js';
import type { Http, HttpAnswer } from './http/request.js';
import type { PictureHost } from './ports.js';

const TIMEOUT_MS = 60_000;
const LOOK_THERE = 'it may have arrived: look into the media library before you send it again';

export interface ImagekitParts {
  /** With a slash at its end: https://upload.imagekit.io/ */
  readonly baseUrl: string;
  readonly privateKey: string;
  /** The folder in the media library: /insight */
  readonly folder: string;
  readonly http: Http;
  /** Told of every request before it is sent. */
  readonly onRequest: () => void;
}

/** Pictures kept at imagekit.io. Each is sent once, under a name of its own; why this client: docs/decisions/0003-imagekit-client.md. */
export function imagekitHost({ baseUrl, privateKey, folder, http, onRequest }: ImagekitParts): PictureHost {
  return {
    provider: 'imagekit',
    upload: async ({ bytes, type }, { name, tags, signal }) => {
      const { ImageKit, toFile } = await import('@imagekit/nodejs');
      const path = asFetch(http, {
        provider: 'ImageKit',
        // What is sent is the key with the client's own password, in the form of Basic authentication.
        secrets: [privateKey, Buffer.from(`${privateKey}:do_not_set`).toString('base64')],
        maxBytes: 1_000_000,
        timeoutMs: TIMEOUT_MS,
        onDemand: true,
        onTry: onRequest,
        refusal,
        ...(signal === undefined ? {} : { signal }),
      });
      const client = new ImageKit({
        privateKey,
        baseURL: baseUrl,
        maxRetries: 0,
        timeout: TIMEOUT_MS,
        // Else it asks for an empty address first, to see what comes back.
        fetch: Object.assign(path.fetch, { Response }),
        logLevel: 'off',
      });
      const file = await toFile(bytes, name, { type });
      const answer = await path
        .run(() => client.files.upload({ file, fileName: name, folder, tags: [...tags], useUniqueFileName: true }))
        .catch((error: unknown) => {
          if (error instanceof UnknownOutcome) throw new UnknownOutcome(error.kind, error.message, LOOK_THERE);
          if (error instanceof Failure) throw error;
          return null;
        });
      // Typed by its makers, and yet whatever came: nobody has looked at it.
      const { url, fileId }: { readonly url?: unknown; readonly fileId?: unknown } = answer ?? {};
      if (typeof url === 'string' && /^https?:/.test(url) && typeof fileId === 'string')
        return { url, remoteId: fileId };
      throw new UnknownOutcome('provider', 'ImageKit answered something that is no address of a picture', LOOK_THERE);
    },
  };
}

function refusal(answer: HttpAnswer): Failure | null {
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  const onTheWay = refusedOnTheWay('ImageKit', answer);
  if (onTheWay !== null) return onTheWay;
  if (status === 401 || status === 403) {
    return new Failure(
      'key',
      'ImageKit refused the key',
      'check IMAGEKIT_PRIVATE_KEY in the developer options of ImageKit',
    );
  }
  if (status === 429) return new Failure('quota', 'ImageKit asks to slow down (rate limit)', 'try again in a minute');
  if (status >= 500 || status === 408) {
    return new UnknownOutcome('provider', `ImageKit failed (HTTP ${status})`, LOOK_THERE);
  }
  return new Failure('provider', `ImageKit refused the picture (HTTP ${status})`, 'check INSIGHT_IMAGEKIT_FOLDER');
}
