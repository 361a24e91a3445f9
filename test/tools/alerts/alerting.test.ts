import { expect, it } from 'vitest';
import type { AlertCandidate } from '../../../src/domain/alerts/alert.js';
import { Failure } from '../../../src/errors.js';
import type { AlertBook, AlertWay } from '../../../src/providers/ports/alerts.js';
import { Alerting } from '../../../src/tools/alerts/alerting.js';

const RULE = { name: 'views=10', measure: 'views', atLeast: 10 } as const;
const candidate = (id: string, views: number | null): AlertCandidate => ({
  channel: { id: 'UC1', title: 'One', handle: null },
  video: {
    id,
    title: 'A title',
    url: null,
    publishedAt: null,
    ageDays: 1,
    format: null,
    views,
    z: null,
    multiple: null,
    smartScore: null,
    viewsPerHour: null,
  },
  provisional: null,
});

/** A book in memory, in which every alert is new once. */
function memory(): { book: AlertBook; arrived: string[] } {
  const bodies = new Map<string, string>();
  const waiting: { id: string; way: string }[] = [];
  const arrived: string[] = [];
  const book: AlertBook = {
    raise: (alerts, ways) =>
      alerts.flatMap(({ id, body }) => {
        if (bodies.has(id)) return [];
        bodies.set(id, body);
        waiting.push(...ways.map((way) => ({ id, way })));
        return [id];
      }),
    take: (way) => {
      const place = waiting.findIndex((each) => each.way === way);
      const [found] = place === -1 ? [] : waiting.splice(place, 1);
      return found === undefined ? null : { id: found.id, body: bodies.get(found.id) ?? '', tries: 0 };
    },
    delivered: (id, way) => arrived.push(`${way} ${id}`),
    failed: () => undefined,
    waiting: (way) => waiting.filter((each) => each.way === way).length,
    giveUp: () => 0,
    forget: () => undefined,
  };
  return { book, arrived };
}
const parts = (book: AlertBook, ways: AlertWay[] = []) =>
  ({ rules: [RULE], book, ways, run: 'one', bodyOf: JSON.stringify, now: () => 0 }) as const;

it('is the output that carries alerts where nothing else does, and they have arrived once it is printed', async () => {
  const { book, arrived } = memory();
  const alerting = new Alerting(parts(book));
  alerting.raise([candidate('a', 10), candidate('b', 9), candidate('c', null)]);
  const { result, printed } = await alerting.tell();
  expect(result).toMatchObject({ rules: ['views=10'], judged: 2, unjudged: 1, deliveries: [], givenUp: 0 });
  expect(result.alerts.map(({ data }) => data.video.id)).toEqual(['a']);
  expect(arrived).toEqual([]);
  printed(book);
  expect(arrived).toEqual([`stdout ${result.alerts[0]?.id ?? ''}`]);
  const later = new Alerting(parts(book));
  later.raise([candidate('a', 11), candidate('d', 12)]);
  expect((await later.tell()).result.alerts.map(({ data }) => data.video.id)).toEqual(['d']);
});

it('tells of every way by itself, and of what each failed with', async () => {
  const { book, arrived } = memory();
  const failure = new Failure('provider', 'The webhook answered with HTTP 500.', 'look into its log');
  const ways: AlertWay[] = [
    { name: 'webhook 1', kind: 'webhook', deliver: () => Promise.resolve({ kind: 'down', failure }) },
    { name: 'exec 1', kind: 'command', deliver: () => Promise.resolve({ kind: 'delivered' }) },
  ];
  const alerting = new Alerting(parts(book, ways));
  alerting.raise([candidate('a', 10)]);
  const { result } = await alerting.tell();
  expect(result.deliveries).toEqual([
    {
      way: 'webhook',
      delivered: 0,
      waiting: 0,
      error: { kind: 'provider', message: failure.message, hint: failure.hint },
    },
    { way: 'command', delivered: 1, waiting: 0, error: null },
  ]);
  expect(arrived).toEqual([`exec 1 ${result.alerts[0]?.id ?? ''}`]);
});

const DAY = 86_400_000;

it('gives up only after another try, however long ago the first one was', async () => {
  const { book } = memory();
  const did: string[] = [];
  const giveUp = (before: number): number => did.push(`gave up what is older than ${before / DAY}`);
  const forget = (before: number): void => {
    did.push(`forgot what is older than ${before / DAY}`);
  };
  const way: AlertWay = {
    name: 'webhook 1',
    kind: 'webhook',
    deliver: () => Promise.resolve(did.push('tried')).then(() => ({ kind: 'delivered' })),
  };
  const alerting = new Alerting({ ...parts({ ...book, giveUp, forget }, [way]), now: () => 70 * DAY });
  alerting.raise([candidate('a', 10)]);
  await alerting.tell();
  expect(did).toEqual(['tried', 'gave up what is older than 67', 'forgot what is older than 10']);
});
