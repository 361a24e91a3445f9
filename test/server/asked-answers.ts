import { ROUTES } from '../../src/server/routes.js';
import { changes, routeName, ROUTE_RULES } from './route-rules.js';
import type { ExampleCall } from './route-examples.js';
import type { Answer } from './server-under-test.js';

/** The one other site whose pages may call. */
export const LISTED = 'https://app.example.org';
export const FOREIGN = 'https://evil.test';
/** What a careless comparison takes for the listed one. */
const LOOKALIKES = [`${LISTED}.evil.test`, 'https://evilapp.example.org', 'http://app.example.org', `${LISTED}:8443`];
/** A name that is none of ours, wherever an answer repeats what it was told. */
export const POISON = 'poison.test';
export const OWN_ID = 'an-id-of-the-client';

type Headers = Readonly<Record<string, string>>;

/** What a route answered to everything that a check wants to know of it. */
export interface Asked {
  readonly name: string;
  readonly method: string;
  readonly open: boolean;
  /** Whether it only reads. */
  readonly reads: boolean;
  /** Whether its path names its content, which may be kept. */
  readonly asset: boolean;
  /** Methods that its address takes. */
  readonly methods: readonly string[];
  readonly guest: Answer;
  /** Somebody who may, on the page. */
  readonly signedIn: Answer;
  readonly browser: Answer;
  readonly named: Answer;
  readonly misnamed: Answer;
  readonly foreign: Answer;
  readonly opaque: Answer;
  readonly lookalikes: readonly Answer[];
  readonly listed: Answer;
  readonly foreignPreflight: Answer;
  readonly listedPreflight: Answer;
  readonly options: Answer;
  readonly head: Answer;
  readonly wrong: Answer;
  readonly strange: Answer;
  readonly overridden: Answer;
  readonly plain: Answer;
  readonly poisoned: Answer;
  readonly slashed: Answer;
}

/** @param signedIn what somebody who may brings */
export async function askAll(route: (typeof ROUTES)[number], call: ExampleCall, signedIn: Headers): Promise<Asked> {
  const methods = ROUTES.filter(({ path }) => path === route.path).map(({ method }) => method.toUpperCase());
  const method = route.method.toUpperCase();
  const preflight = (origin: string) =>
    call(
      { origin, 'access-control-request-method': method, 'access-control-request-headers': 'authorization' },
      { method: 'OPTIONS' },
    );
  // First: much of what can be done can be done once.
  const asOneWhoMay = await call(signedIn);
  const lookalikes: Answer[] = [];
  for (const origin of LOOKALIKES) lookalikes.push(await call({ origin }));
  return {
    name: routeName(route),
    method,
    open: ROUTE_RULES[routeName(route)] === 'anyone',
    reads: !changes(route),
    asset: route.path.startsWith('/assets/'),
    methods,
    guest: await call({}),
    signedIn: asOneWhoMay,
    browser: await call({ accept: 'text/html' }),
    named: await call({ 'x-request-id': OWN_ID }),
    misnamed: await call({ 'x-request-id': 'a b"<script>' }),
    foreign: await call({ origin: FOREIGN }),
    opaque: await call({ origin: 'null' }),
    lookalikes,
    listed: await call({ origin: LISTED }),
    foreignPreflight: await preflight(FOREIGN),
    listedPreflight: await preflight(LISTED),
    options: await call({}, { method: 'OPTIONS' }),
    head: await call({}, { method: 'HEAD' }),
    wrong: await call({}, { method: ['PUT', 'PATCH', 'POST', 'DELETE'].find((each) => !methods.includes(each)) ?? '' }),
    strange: await call({}, { method: 'PROPFIND' }),
    overridden: await call({ 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' }),
    plain: await call({}, { path: `http://insight.test${route.path}` }),
    poisoned: await call(
      { 'x-forwarded-host': POISON, forwarded: `host=${POISON};proto=https`, accept: 'text/html' },
      { path: `https://${POISON}${route.path}` },
    ),
    slashed: await call({}, { path: `${route.path}/` }),
  };
}

/** Every answer of them, each with the question. */
export function answersOf(asked: Asked): readonly (readonly [string, Answer])[] {
  return Object.entries(asked).flatMap(([question, value]: [string, unknown]) => {
    const all = Array.isArray(value) ? value : [value];
    return all.filter(isAnswer).map((answer) => [question, answer] as const);
  });
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'headers' in value && 'status' in value;
}
