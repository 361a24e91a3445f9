import type { Reader } from '../database/database.js';
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
  readonly entries: readonly ListedEntry[];
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
  readonly entry: ListedEntry;
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
  const { after, limit, tool = null } = question;
  let query = reader
    .selectFrom('item')
    .select(['id', 'changedAt', 'head'])
    .where('accountId', '=', accountId)
    .where('kind', '=', 'history')
    .where('deleted', '=', 0)
    .orderBy('changedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (tool !== null) query = query.where('tool', '=', tool);
  if (after?.of === 'machine') {
    query = query.where((is) => is(is.refTuple('changedAt', 'id'), '<', is.tuple(after.at, after.id)));
  } else if (after !== null) query = query.where('changedAt', '<', after.at);
  return (await query.execute()).map(({ id, changedAt, head }) => ({
    place: { at: changedAt, of: 'machine', id },
    entry: machineEntry(id, head),
  }));
}

/** What a machine sent beyond an entry must not pass for a run of the server: only those have a job and a state. */
function machineEntry(id: string, head: string | null): ListedEntry {
  // The head was written by `push`.
  const sent = JSON.parse(head ?? '{}') as Readonly<Record<string, unknown>>;
  return { ...sent, job: undefined, state: undefined, id };
}

async function ofServer(reader: Reader, accountId: string, question: HistoryQuestion): Promise<readonly Placed[]> {
  const { after, limit, tool = null } = question;
  let query = reader
    .selectFrom('toolRun')
    .select(['id', 'tool', 'input', 'state', 'createdAt', 'cost'])
    .where('accountId', '=', accountId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (tool !== null) query = query.where('tool', '=', tool === 'thumbnails' ? GENERATE : tool);
  if (after?.of === 'server') {
    query = query.where((is) => is(is.refTuple('createdAt', 'id'), '<', is.tuple(after.at, after.id)));
  } else if (after !== null) query = query.where('createdAt', '<=', after.at);
  return (await query.execute()).map((run) => ({
    place: { at: run.createdAt, of: 'server', id: run.id },
    entry: runEntry(run),
  }));
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
