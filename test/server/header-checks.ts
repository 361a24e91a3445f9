import { answersOf, FOREIGN, LISTED, OWN_ID, POISON, type Asked } from './asked-answers.js';
import type { Answer } from './server-under-test.js';

/** @returns what is wrong; nothing when all is well */
export type Check = (asked: Asked) => readonly string[];

/** Something that must hold of every answer. */
const everyAnswer =
  (holds: (answer: Answer, asked: Asked, question: string) => boolean): Check =>
  (asked) =>
    answersOf(asked).flatMap(([question, answer]) => (holds(answer, asked, question) ? [] : [`as ${question}`]));
const says = (name: string, value: string) => everyAnswer(({ headers }) => headers.get(name) === value);
const lacks = (name: string) => everyAnswer(({ headers }) => !headers.has(name));
const policy = (directive: string, value: string) =>
  everyAnswer(({ headers }) => directives(headers).get(directive) === value);
const everyCookie = (holds: (cookie: string) => boolean) =>
  everyAnswer(({ headers }) => headers.getSetCookie().every((cookie) => holds(cookie)));
const one = (...kept: readonly boolean[]) => (kept.every(Boolean) ? [] : ['no']);
const text = ({ body }: Answer) => (typeof body === 'string' ? body : JSON.stringify(body));
const attributes = (cookie: string) =>
  cookie
    .split(/;\s*/)
    .slice(1)
    .map((part) => part.toLowerCase());
const allowed = ({ headers }: Answer) => (headers.get('allow') ?? '').split(', ');
const opens = ({ headers }: Answer) => headers.has('access-control-allow-origin');

function directives(headers: Headers): ReadonlyMap<string, string> {
  const parts = (headers.get('content-security-policy') ?? '').split(/;\s*/);
  return new Map(parts.map((part) => [part.split(' ')[0] ?? '', part.split(' ').slice(1).join(' ')]));
}

/** What every address of the server has to keep, whoever asks. */
export const HEADER_CHECKS: Readonly<Record<string, Check>> = {
  'pages load nothing unless it is named': policy('default-src', "'none'"),
  'scripts come from here, none stands in the page': policy('script-src', "'self'"),
  'styles come from here, none stands in the page': policy('style-src', "'self'"),
  'no other site frames it': policy('frame-ancestors', "'none'"),
  'no page moves its addresses elsewhere': policy('base-uri', "'none'"),
  'forms send to here alone': policy('form-action', "'self'"),
  'the policy names no other host, no wildcard, no inline': everyAnswer(({ headers }) =>
    [...directives(headers).values()].every((value) => value === "'self'" || value === "'none'"),
  ),
  'old browsers frame it neither': says('x-frame-options', 'DENY'),
  'no type is guessed': says('x-content-type-options', 'nosniff'),
  'no other site is told where somebody was': says('referrer-policy', 'same-origin'),
  'https for a year': says('strict-transport-security', 'max-age=31536000; includeSubDomains'),
  'no window of another site holds on to it': says('cross-origin-opener-policy', 'same-origin'),
  'no page of another site embeds it': says('cross-origin-resource-policy', 'same-origin'),
  'no camera, microphone, place, payment or USB': everyAnswer(({ headers }) =>
    ['camera', 'geolocation', 'microphone', 'payment', 'usb'].every((name) =>
      (headers.get('permissions-policy') ?? '').includes(`${name}=()`),
    ),
  ),
  'no policy files of other sites': says('x-permitted-cross-domain-policies', 'none'),
  'the filter of old browsers is off': says('x-xss-protection', '0'),
  'it does not say what it is': lacks('server'),
  'it does not say what it is made with': lacks('x-powered-by'),
  'every answer has an id': everyAnswer(({ headers }) => /^[\w-]{8,64}$/.test(headers.get('x-request-id') ?? '')),
  'the id of the client is kept when it is harmless': ({ named, misnamed }) =>
    one(named.headers.get('x-request-id') === OWN_ID, !text(misnamed).includes('<script>')),
  'nobody keeps an answer for somebody else': everyAnswer(({ headers, status }, { asset, reads }, question) => {
    const kept = headers.get('cache-control') ?? '';
    if (asset && status === 200) return kept === 'public, max-age=31536000, immutable';
    return kept === 'no-store' || (kept === 'private, no-cache' && (reads || question === 'head'));
  }),
  'what has a body has a type': everyAnswer(
    ({ headers, body }) => body === null || /^[\w-]+\/[\w+.-]+/.test(headers.get('content-type') ?? ''),
  ),
  'text is UTF-8': everyAnswer(({ headers }) => {
    const type = headers.get('content-type') ?? '';
    return !type.startsWith('text/') || /charset=utf-8/i.test(type);
  }),
  'no header stands there twice': everyAnswer(({ headers }) =>
    ['x-frame-options', 'x-content-type-options', 'content-type', 'cache-control', 'x-request-id'].every(
      (name) => !/^([^,]+), \1$/.test(headers.get(name) ?? ''),
    ),
  ),
  'no trace of the program': everyAnswer((answer) => !/node_modules|\bat \S+ \(|\.[jt]s:\d+/.test(text(answer))),
  'nothing fails': everyAnswer(({ status }) => status < 500),
  'what is refused is told as a problem': everyAnswer(({ status, headers, body }, _, question) => {
    if (status < 400 || question === 'browser' || question === 'poisoned' || question === 'head') return true;
    if (headers.get('content-type')?.startsWith('text/html') === true) return true;
    const told = typeof body === 'object' && body !== null && 'status' in body && body.status === status;
    return told && headers.get('content-type') === 'application/problem+json';
  }),
  'who is nobody is told how to be somebody': ({ guest, open }) =>
    one(open || (guest.status === 401 && guest.headers.get('www-authenticate') === 'Bearer')),

  'cookies are of this host alone': everyCookie((cookie) => /^__Host-[\w-]+=/.test(cookie)),
  'cookies go over https alone': everyCookie((cookie) => attributes(cookie).includes('secure')),
  'no script reads cookies': everyCookie((cookie) => attributes(cookie).includes('httponly')),
  'cookies of changes stay on this site': everyCookie((cookie) =>
    attributes(cookie).some((part) => ['samesite=lax', 'samesite=strict'].includes(part)),
  ),
  'cookies name no domain and the whole path': everyCookie(
    (cookie) => attributes(cookie).includes('path=/') && !attributes(cookie).some((part) => part.startsWith('domain')),
  ),
  'who is nobody gets no cookie that holds something': everyAnswer(
    ({ headers }, { name }, question) =>
      question === 'signedIn' ||
      name === 'POST /sign-in' ||
      headers.getSetCookie().every((cookie) => /^[^=]*=;/.test(cookie)),
  ),

  'no other site may read': ({ foreign, opaque }) => one(!opens(foreign), !opens(opaque)),
  'no site that only looks like a listed one may read': ({ lookalikes }) =>
    one(...lookalikes.map((each) => !opens(each))),
  'a listed site may read, by its name': ({ listed }) =>
    one(
      listed.headers.get('access-control-allow-origin') === LISTED,
      (listed.headers.get('vary') ?? '').toLowerCase().includes('origin'),
    ),
  'no other site ever brings a cookie along': lacks('access-control-allow-credentials'),
  'no other site is told that it may ask': ({ foreignPreflight }) =>
    one(!opens(foreignPreflight), !text(foreignPreflight).includes(FOREIGN)),
  'a listed site is told that it may ask, for ten minutes': ({ listedPreflight: { status, headers } }) =>
    one(
      status === 204,
      headers.get('access-control-allow-origin') === LISTED,
      headers.get('access-control-max-age') === '600',
      !/TRACE|CONNECT|\*/.test(headers.get('access-control-allow-methods') ?? '*'),
    ),

  'OPTIONS tells the methods': ({ options, methods }) =>
    one(
      options.status === 204,
      methods.every((method) => allowed(options).includes(method)),
    ),
  'another method is refused, and told which are not': ({ wrong, strange, methods }) =>
    [wrong, strange].flatMap((answer) =>
      one(
        answer.status === 405,
        methods.every((method) => allowed(answer).includes(method)),
      ),
    ),
  'HEAD is GET without a body': ({ head, guest, reads, methods }) =>
    one(head.body === null, head.status === (reads ? guest.status : methods.includes('GET') ? head.status : 405)),
  'no header makes another method of it': ({ overridden, guest }) => one(overridden.status === guest.status),

  'plain http is refused, not sent on': ({ plain, name }) =>
    one(
      ['GET /healthz', 'GET /readyz'].includes(name) || (plain.status === 403 && !plain.headers.has('location')),
      plain.headers.getSetCookie().length === 0,
    ),
  'no name that a client makes up comes back': ({ poisoned }) =>
    one(!text(poisoned).includes(POISON), !(poisoned.headers.get('location') ?? '').includes(POISON)),
  'who is sent on stays here': everyAnswer(({ headers }) => /^(?:\/(?!\/)|$)/.test(headers.get('location') ?? '')),
  'a slash at its end is no way around': ({ slashed, open }) => one(open || slashed.status >= 400),
};
