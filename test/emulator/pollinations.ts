import { setTimeout as sleep } from 'node:timers/promises';
import type { Answered, Answerer, Asked } from './answerer.js';
import { bombPicture, madeUpPicture } from './made-up-pictures.js';

/** How long a slow generation takes, milliseconds. */
const SLOW = 1_200;

/** What either host is known to understand; nothing describes them for machines. A misspelt one would be ignored in silence. */
const KNOWN = ['model', 'width', 'height', 'seed', 'nologo', 'private', 'enhance', 'safe', 'referrer'];

/**
 * Both hosts of pollinations.ai: `/image/…` wants a key, `/prompt/…` is the legacy one. The same address asked again joins
 * the generation under way; the header `x-generations` counts those that would have been billed.
 */
export function pollinationsAnswerer(): Answerer {
  const underWay = new Map<string, Promise<Buffer>>();
  let generations = 0;

  const generate = (url: URL, ms: number): Promise<Buffer> => {
    const known = underWay.get(url.href);
    if (known !== undefined) return known;
    generations++;
    const side = (name: string) => Number(url.searchParams.get(name) ?? 1024);
    const painting = sleep(ms).then(() =>
      madeUpPicture(Number(url.searchParams.get('seed')), side('width'), side('height')),
    );
    underWay.set(url.href, painting);
    return painting;
  };

  const answer = async ({ url, headers }: Asked, ms = 0): Promise<Answered> => {
    const present = url.pathname.startsWith('/image/');
    if (present && !/^Bearer \S+$/.test(headers.authorization ?? '')) return refused(401, 'UNAUTHORIZED');
    const unknown = [...url.searchParams.keys()].find((name) => !KNOWN.includes(name));
    if (unknown !== undefined || /^\/\w+\/$/.test(url.pathname))
      return refused(400, `BAD_REQUEST ${unknown ?? 'prompt'}`);
    const bytes = await generate(url, ms);
    return { status: 200, type: 'image/png', bytes, headers: { 'x-generations': String(generations) } };
  };

  return {
    paths: ['/image/', '/prompt/'],
    answer,
    faults: {
      'pollinations:slow-join': (asked) => answer(asked, SLOW),
      'pollinations:json-error': () => refused(200, 'INTERNAL_ERROR'),
      'pollinations:wrong-type': async (_, good) => ({ ...(await good()), type: 'application/json' }),
      'pollinations:svg': () => ({
        status: 200,
        type: 'image/svg+xml',
        text: '<svg xmlns="http://www.w3.org/2000/svg"/>',
      }),
      'pollinations:huge': () => ({ status: 200, type: 'image/png', bytes: Buffer.alloc(25_000_000, 0x89) }),
      'pollinations:bomb': async () => ({ status: 200, type: 'image/png', bytes: await bombPicture() }),
      'pollinations:no-key': () => refused(401, 'UNAUTHORIZED'),
      'pollinations:no-credit': () => refused(402, 'PAYMENT_REQUIRED'),
      'pollinations:busy': () => refused(429, 'TOO_MANY_REQUESTS'),
      'pollinations:gateway-timeout': () => refused(524, 'TIMEOUT'),
      'pollinations:down': () => refused(500, 'INTERNAL_ERROR'),
      'pollinations:echo': ({ headers }) => refused(400, `bad header: ${headers.authorization ?? ''}`),
    },
  };
}

function refused(status: number, code: string): Answered {
  const text = JSON.stringify({ status, success: false, error: { code, message: code } });
  return { status, type: 'application/json', text };
}
