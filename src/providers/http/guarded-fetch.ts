import type { LookupAddress } from 'node:dns';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';
import { Failure } from '../../errors.js';
import { addressesBehind, lookupOf, type Resolve } from './checked-address.js';
import { isPublicAddress } from './public-address.js';

export interface GuardParts {
  readonly resolve: Resolve;
  /** True when the user said for this one call that the address may be of the own network. */
  readonly allowPrivate: boolean;
  /** Whose address it is, for messages: `the webhook`. */
  readonly what: string;
}

/**
 * A `fetch` for addresses that must not lead into the own network: the name is looked up once for each request, every
 * address of it has to be public, and the connection goes to just these. A redirect is an answer like any other, and
 * nothing is unpacked.
 * @throws Failure `usage` for an address that is refused; what the network throws
 */
export function guardedFetch(parts: GuardParts): typeof globalThis.fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const addresses = await checkedAddresses(parts, url);
    const { method = 'GET', headers, body, signal } = init ?? {};
    const answer = await new Promise<IncomingMessage>((resolved, rejected) => {
      const request = url.protocol === 'https:' ? requestHttps : requestHttp;
      // A connection of its own: one that is kept may have been made to an address that nobody checked.
      request(
        url,
        {
          method,
          agent: false,
          lookup: lookupOf(addresses),
          headers: Object.fromEntries(new Headers(headers)),
          ...(signal === null || signal === undefined ? {} : { signal }),
        },
        resolved,
      )
        .on('error', rejected)
        .end(typeof body === 'string' ? body : undefined);
    });
    const { statusCode: status = 0 } = answer;
    if (status < 200 || status > 599) {
      answer.destroy();
      throw new Error('a status that there is not');
    }
    const empty = [204, 205, 304].includes(status);
    if (empty) answer.resume();
    return new Response(empty ? null : bodyOf(answer), { status, headers: headersOf(answer) });
  };
}

/**
 * The addresses behind a URL, each of which may be connected to.
 * @throws Failure `usage` when one of them may not; what `resolve` throws
 */
export async function checkedAddresses(
  { resolve, allowPrivate, what }: GuardParts,
  url: URL,
): Promise<readonly LookupAddress[]> {
  const addresses = await addressesBehind(resolve, url);
  if (allowPrivate || addresses.every(({ address }) => isPublicAddress(address))) return addresses;
  const hint = 'use a public https address; for one of your own network add --allow-private';
  throw new Failure('usage', `the address of ${what} leads into a private network`, hint);
}

function bodyOf(answer: IncomingMessage): ReadableStream<Uint8Array> {
  // The same class, but the types of Node and of the web differ.
  return Readable.toWeb(answer) as ReadableStream<Uint8Array>;
}

function headersOf({ headers }: IncomingMessage): Headers {
  const single = Object.entries(headers).filter((each): each is [string, string] => typeof each[1] === 'string');
  return new Headers(single);
}
