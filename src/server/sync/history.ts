import { sql } from 'kysely';
import type { Reader } from '../database/database.js';
import { prepared } from '../database/prepared.js';
import type { ToolRun } from '../database/tables.js';
import { cursorPlace, cursorText } from '../http/cursor.js';

/** Where a page of the history ends: its last entry. Of those of one moment what machines sent comes first. */
export interface HistoryPlace {
  /** Milliseconds. */
  readonly at: number;
  readonly of: 'machine' | 'server';
  readonly id: string;
}

/** An entry as lists show it: without its result. */
export interface ListedEntry extends Readonly<Record<string, unknown>> {
  readonly id: string;
}

export interface HistoryPage {
  /** Each a `ListedEntry` as JSON: most are handed on as they are kept, and reading them takes longer than finding them. */
  readonly entries: readonly string[];
  /** Null where nothing follows. */
  readonly last: HistoryPlace | null;
}

export interface HistoryQuestion {
  readonly after: HistoryPlace | null;
  readonly limit: number;
  /** Only what was made with it; null or left out for everything. */
  readonly tool?: string | null;
}

interface Placed {
  readonly place: HistoryPlace;
  readonly entry: string;
}

/** What was made on all machines of an account, and by the tools that it ran on the server, the newest first. */
export async function listHistory(reader: Reader, accountId: string, question: HistoryQuestion): Promise<HistoryPage> {
  const [made, run] = await Promise.all([
    ofMachines(reader, accountId, question),
    ofServer(reader, accountId, question),
  ]);
  // Each is in order; of one moment the first list is first.
  const all = [...made, ...run].sort((a, b) => b.place.at - a.place.at);
  const page = all.slice(0, question.limit);
  return {
    entries: page.map(({ entry }) => entry),
    last: all.length > question.limit ? (page.at(-1)?.place ?? null) : null,
  };
}

async function ofMachines(reader: Reader, accountId: string, question: HistoryQuestion): Promise<readonly Placed[]> {
  const rows = isFirst(question)
    ? await firstOfMachines(question.limit + 1)(reader, accountId)
    : await pageOfMachines(reader, accountId, question).execute();
  return rows.map(({ id, changedAt, head }) => ({
    place: { at: changedAt, of: 'machine', id },
    entry: machineEntry(id, head ?? '{}'),
  }));
}

/**
 * A question for each limit, of which there are a hundred. It stands in the SQL: SQLite plans a question anew whenever a
 * limit comes as a parameter.
 */
function forEachLimit<Q>(make: (limit: number) => Q): (limit: number) => Q {
  const known = new Map<number, Q>();
  return (limit) => {
    const question = known.get(limit) ?? make(limit);
    known.set(limit, question);
    return question;
  };
}

/** What nearly every request asks for. */
const isFirst = ({ after, tool = null }: HistoryQuestion) => after === null && tool === null;

const made = (reader: Reader, accountId: string) =>
  reader
    .selectFrom('item')
    .select(['id', 'changedAt', 'head'])
    .where('accountId', '=', accountId)
    .where('kind', '=', 'history')
    .where('deleted', '=', 0)
    .orderBy('changedAt', 'desc')
    .orderBy('id', 'desc');

const firstOfMachines = forEachLimit((limit) =>
  prepared((reader, accountId = '') => made(reader, accountId).limit(sql.lit(limit))),
);

function pageOfMachines(reader: Reader, accountId: string, { after, limit, tool = null }: HistoryQuestion) {
  let query = made(reader, accountId).limit(limit + 1);
  if (tool !== null) query = query.where('tool', '=', tool);
  if (after?.of === 'machine') {
    query = query.where((is) => is(is.refTuple('changedAt', 'id'), '<', is.tuple(after.at, after.id)));
  } else if (after !== null) query = query.where('changedAt', '<', after.at);
  return query;
}

/** How the members end that only the server may give an entry: `JSON.stringify` of `push` leaves no room before a colon. */
const OWN_MEMBERS = ['id":', 'job":', 'state":'];

/** What a machine sent beyond an entry must not pass for a run of the server: only those have a job and a state. */
function machineEntry(id: string, head: string): string {
  if (head !== '{}' && !OWN_MEMBERS.some((member) => head.includes(member))) {
    return `${head.slice(0, -1)},"id":${JSON.stringify(id)}}`;
  }
  // The head was written by `push`.
  const sent = JSON.parse(head) as Readonly<Record<string, unknown>>;
  return JSON.stringify({ ...sent, job: undefined, state: undefined, id });
}

async function ofServer(reader: Reader, accountId: string, question: HistoryQuestion): Promise<readonly Placed[]> {
  const rows = isFirst(question)
    ? await firstOfServer(question.limit + 1)(reader, accountId)
    : await pageOfServer(reader, accountId, question).execute();
  return rows.map((run) => ({
    place: { at: run.createdAt, of: 'server', id: run.id },
    entry: JSON.stringify(runEntry(run)),
  }));
}

const ran = (reader: Reader, accountId: string) =>
  reader
    .selectFrom('toolRun')
    .select(['id', 'tool', 'input', 'state', 'createdAt', 'cost'])
    .where('accountId', '=', accountId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc');

const firstOfServer = forEachLimit((limit) =>
  prepared((reader, accountId = '') => ran(reader, accountId).limit(sql.lit(limit))),
);

function pageOfServer(reader: Reader, accountId: string, { after, limit, tool = null }: HistoryQuestion) {
  let query = ran(reader, accountId).limit(limit + 1);
  if (tool !== null) query = query.where('tool', '=', tool === 'thumbnails' ? GENERATE : tool);
  if (after?.of === 'server') {
    query = query.where((is) => is(is.refTuple('createdAt', 'id'), '<', is.tuple(after.at, after.id)));
  } else if (after !== null) query = query.where('createdAt', '<=', after.at);
  return query;
}

const GENERATE = 'thumbnails-generate';

/** A run as the entry that a machine would have sent of it, and how it stands. */
export function runEntry(run: Pick<ToolRun, 'id' | 'tool' | 'input' | 'state' | 'createdAt' | 'cost'>): ListedEntry {
  const { id, tool, input, state, createdAt, cost } = run;
  const { topic, query, prompt, channel, channels } = JSON.parse(input) as Readonly<Record<string, unknown>>;
  const asked = [topic, query, prompt, channel].find((word) => typeof word === 'string');
  const { usd } = JSON.parse(cost) as { readonly usd: number };
  return {
    id,
    kind: tool === GENERATE ? 'thumbnails' : tool,
    at: createdAt,
    prompt: asked ?? (Array.isArray(channels) ? channels.join(' ') : ''),
    usd,
    state,
    job: `/api/v1/jobs/${id}`,
  };
}

/** A place as a client keeps it. */
export const placeText = ({ at, of, id }: HistoryPlace): string => cursorText([at, of, id]);

/** The place that a text names; null for a text of somebody's own. */
export function placeOf(text: string): HistoryPlace | null {
  const [at, of, id] = cursorPlace(text) ?? [];
  if (typeof at !== 'number' || typeof id !== 'string' || (of !== 'machine' && of !== 'server')) return null;
  return { at, of, id };
}
