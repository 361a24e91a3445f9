import type { LookupAddress } from 'node:dns';
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { MOST_REDIRECTS } from '../../domain/picture-address.js';
import { MOST_PICTURE_BYTES } from '../../domain/picture-size.js';
import { pictureTypeOf } from '../../domain/picture-type.js';
import { Failure } from '../../errors.js';
import type { Picture } from '../ports.js';
import { addressesBehind, lookupOf, type Resolve } from './checked-address.js';
import { withDeadline } from './deadline.js';
import { networkWords } from './network-words.js';
import { isPublicAddress } from './public-address.js';

const TIMEOUT_MS = 30_000;

/** What downloads need of the world. */
export interface DownloadParts {
  readonly resolve: Resolve;
  /** Origins on this machine or network that the user chose as addresses of providers. */
  readonly ownOrigins: ReadonlySet<string>;
  /** All with redirects, milliseconds; 30 s when left out. */
  readonly timeoutMs?: number;
  /** Told of every connection before it is made. */
  readonly onConnect?: (url: URL, addresses: readonly LookupAddress[]) => void;
}

export interface DownloadWish {
  /** Who named the address, for messages: `Replicate`, `--reference`. */
  readonly what: string;
  readonly url: string;
  /** True when the user said for this one call that it may be an address of the own network. */
  readonly allowPrivate: boolean;
  readonly signal?: AbortSignal;
}

/** Fetches a picture from an address that a stranger may have chosen. */
export type Download = (wish: DownloadWish) => Promise<Picture>;

/**
 * The one way to addresses that others choose: a provider's answer, a link that was pasted. Only http and https, without a
 * password; the name is looked up once, every address of it must be public, and the connection goes to just these
 * addresses. A redirect is a new address and is checked like the first; at most five, never from https to http. Nothing
 * that identifies the user is sent. The answer is a picture by its first bytes, 20 MB at most, unpacked, within 30 s.
 * @throws Failure `usage` for an address that is refused, `provider` when there is no picture, `interrupted`
 */
export function createDownload(parts: DownloadParts): Download {
  return (wish) => {
    const ms = parts.timeoutMs ?? TIMEOUT_MS;
    const late = () => failed(wish, `sent no whole picture within ${ms / 1000} s`);
    return withDeadline(ms, wish.signal, late, async (signal) => {
      let url = addressOf(wish, wish.url, null);
      let from: URL | null = null;
      for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
        const answer = await ask(parts, wish, url, from, signal);
        const target = redirectOf(answer);
        if (target === null) return await pictureIn(wish, answer);
        answer.destroy();
        from = url;
        url = addressOf(wish, target, url);
      }
      throw failed(wish, `redirects more than ${MOST_REDIRECTS} times`);
    });
  };
}

function addressOf(wish: DownloadWish, text: string, from: URL | null): URL {
  const base = from?.href;
  const url = URL.canParse(text, base) ? new URL(text, base) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) throw refused(wish, 'is no http or https address');
  if (url.username !== '' || url.password !== '') throw refused(wish, 'has a user name or password in it');
  if (from?.protocol === 'https:' && url.protocol === 'http:') throw refused(wish, 'redirects from https to http');
  return url;
}

/** Looks the host up, checks every address, and connects to none but these. */
async function ask(
  parts: DownloadParts,
  wish: DownloadWish,
  url: URL,
  from: URL | null,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const addresses = await addressesOf(parts, wish, url);
  // A stranger must not be able to send us on to a gateway of the user: only that gateway itself may.
  const own = parts.ownOrigins.has(url.origin) && (from === null || from.origin === url.origin);
  if (!own && !wish.allowPrivate && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw refused(wish, 'leads into a private network');
  }
  parts.onConnect?.(url, addresses);
  // A connection of its own: one that is kept may have been made to an address that nobody checked.
  const options: RequestOptions = {
    agent: false,
    lookup: lookupOf(addresses),
    signal,
    headers: { accept: 'image/*', 'accept-encoding': 'identity' },
  };
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    request(url, options, resolve)
      .on('error', (error) => {
        reject(signal.aborted ? error : failed(wish, `cannot be reached: ${networkWords(error)}`));
      })
      .end();
  });
}

async function addressesOf(parts: DownloadParts, wish: DownloadWish, url: URL): Promise<readonly LookupAddress[]> {
  try {
    const found = await addressesBehind(parts.resolve, url);
    if (found.length > 0) return found;
  } catch (error) {
    throw failed(wish, `cannot be reached: ${networkWords(error)}`);
  }
  throw failed(wish, 'cannot be reached: its name has no address');
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | null {
  return [301, 302, 303, 307, 308].includes(statusCode) && headers.location !== undefined ? headers.location : null;
}

async function pictureIn(wish: DownloadWish, answer: IncomingMessage): Promise<Picture> {
  try {
    const { statusCode = 0, headers } = answer;
    if (statusCode !== 200) throw failed(wish, `answered with HTTP ${statusCode} instead of a picture`);
    // Nobody asked for packed bytes, and a picture gains nothing by it: a small body that unpacks to a huge one.
    if (!/^(?:identity)?$/i.test(headers['content-encoding'] ?? '')) throw failed(wish, 'sent a packed body unasked');
    if (Number(headers['content-length'] ?? 0) > MOST_PICTURE_BYTES) throw tooLarge(wish);
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const piece of answer as AsyncIterable<Buffer>) {
      size += piece.byteLength;
      if (size > MOST_PICTURE_BYTES) throw tooLarge(wish);
      pieces.push(piece);
    }
    const bytes = Buffer.concat(pieces);
    const type = pictureTypeOf(bytes);
    if (type === null) throw failed(wish, 'sent something that is no picture');
    return { bytes, type };
  } catch (error) {
    throw error instanceof Failure ? error : failed(wish, `sent no whole picture: ${networkWords(error)}`);
  } finally {
    answer.destroy();
  }
}

// The address itself is not repeated: signed links are as good as passwords.
function refused({ what }: DownloadWish, why: string): Failure {
  return new Failure(
    'usage',
    `the address of the picture (${what}) ${why}`,
    'use a public http or https address; for one of your own network add --allow-private, or name a file',
  );
}

function failed({ what }: DownloadWish, why: string): Failure {
  return new Failure('provider', `the host of the picture (${what}) ${why}`, 'check the address, or try again later');
}

function tooLarge(wish: DownloadWish): Failure {
  return failed(wish, `sent more than ${MOST_PICTURE_BYTES / 1_000_000} MB`);
}
