import { MOST_TRIES } from '../domain/most-tries.js';
import { picturePrice } from '../domain/picture-prices.js';
import { MOST_PICTURE_BYTES, THUMBNAIL } from '../domain/picture-size.js';
import { pictureTypeOf } from '../domain/picture-type.js';
import { Failure, UnknownOutcome } from '../errors.js';
import { refusedOnTheWay } from './http/refused-on-the-way.js';
import type { Http, HttpAnswer } from './http/request.js';
import type { MadePicture, PictureMaker, PictureWish } from './ports.js';

const MODEL = 'flux';
/** A prompt is a part of the address, and hosts refuse addresses from about 2,000 bytes on. */
const MOST_PROMPT_BYTES = 1_500;
/** How long one try waits; the same address asked again joins what is under way. */
const TRY_MS = 60_000;
/** With these a gateway in between gives up waiting, and the picture is made all the same. */
const GAVE_UP_WAITING = [408, 504, 524];

export interface PollinationsParts {
  /** With a slash at its end: https://gen.pollinations.ai/, or https://image.pollinations.ai/ for the legacy host. */
  readonly baseUrl: string;
  /** Null asks the legacy host, which takes none. */
  readonly key: string | null;
  readonly http: Http;
  /** Told of every request before it is sent. */
  readonly onRequest: () => void;
  /** Milliseconds; 60 s when left out. */
  readonly tryMs?: number;
}

/**
 * Pictures by pollinations.ai: with a key from its present host, without one from the old one, which may vanish. One GET
 * makes and delivers a picture. One that got no whole answer is asked for again by the identical address, twice at most:
 * that joins the generation under way, and is billed once.
 */
export function pollinationsMaker(parts: PollinationsParts): PictureMaker {
  const provider = parts.key === null ? 'pollinations-legacy' : 'pollinations';
  return {
    provider,
    model: MODEL,
    make: async (wish) => {
      const prompt = promptForUrl(wish.prompt);
      const answer = await delivered(parts, addressOf(parts, prompt, wish.seed), wish);
      const usd = picturePrice(provider, MODEL)?.usd ?? null;
      return made(answer, usd, prompt === wish.prompt);
    },
  };
}

function addressOf({ baseUrl, key }: PollinationsParts, prompt: string, seed: number): URL {
  const url = new URL(`${key === null ? 'prompt' : 'image'}/${encodeURIComponent(prompt)}`, baseUrl);
  const { width, height } = THUMBNAIL;
  const question = { model: MODEL, width, height, seed, ...(key === null ? { nologo: true } : {}) };
  for (const [name, value] of Object.entries(question)) url.searchParams.set(name, String(value));
  return url;
}

/** The prompt, cut before the character with which it would be too long for an address. */
function promptForUrl(prompt: string): string {
  let size = 0;
  for (const { segment, index } of new Intl.Segmenter('en').segment(prompt)) {
    size += encodeURIComponent(segment).length;
    if (size > MOST_PROMPT_BYTES) return prompt.slice(0, index);
  }
  return prompt;
}

async function delivered(parts: PollinationsParts, url: URL, wish: PictureWish): Promise<HttpAnswer> {
  const { key, http, onRequest, tryMs = TRY_MS } = parts;
  for (let made = 1; ; made++) {
    try {
      const answer = await http.request({
        provider: 'Pollinations',
        method: 'GET',
        url,
        headers: { accept: 'image/*', ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
        secrets: key === null ? [] : [key],
        maxBytes: MOST_PICTURE_BYTES,
        tooLong: 'fail',
        timeoutMs: tryMs,
        onDemand: true,
        onTry: onRequest,
        onBytes: (soFar) => wish.onProgress?.(`Pollinations: ${Math.round(soFar / 1000)} kB`),
        ...(wish.signal === undefined ? {} : { signal: wish.signal }),
      });
      if (!GAVE_UP_WAITING.includes(answer.status)) return answer;
      throw unknown(`Pollinations had no picture in time (HTTP ${answer.status})`);
    } catch (error) {
      if (!(error instanceof UnknownOutcome) || made === MOST_TRIES) throw error;
      wish.onProgress?.('Pollinations: asked again for the same picture');
    }
  }
}

function made(answer: HttpAnswer, usd: number | null, whole: boolean): MadePicture {
  const { status, headers, bytes } = answer;
  if (status !== 200) throw refusedOnTheWay('Pollinations', answer) ?? refusal(status);
  const type = pictureTypeOf(bytes);
  // Errors come as JSON, sometimes with a status of 200, which may have its price.
  if (type === null || !/^image\//i.test(headers.get('content-type') ?? '')) {
    throw unknown('Pollinations answered something that is no picture');
  }
  const notes = whole ? [] : ['Pollinations takes long prompts only in part: the end of this one was left out.'];
  return { picture: { bytes, type }, model: MODEL, remoteId: null, usd, notes };
}

function unknown(message: string): UnknownOutcome {
  return new UnknownOutcome('provider', message, 'try again in a minute');
}

function refusal(status: number): Failure {
  if (status === 401 || status === 403) {
    return new Failure('key', 'Pollinations refused the request for want of a good key', 'check POLLINATIONS_API_KEY');
  }
  if (status === 402) {
    return new Failure('quota', 'Pollinations says that there is no credit left', 'see enter.pollinations.ai');
  }
  if (status === 429) {
    return new Failure('quota', 'Pollinations asks to slow down (rate limit)', 'try again in a minute');
  }
  return new Failure('provider', `Pollinations failed (HTTP ${status})`, 'try again in a few minutes');
}
