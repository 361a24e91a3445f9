import { z } from '@hono/zod-openapi';
import { ITEM_KINDS } from '../../domain/sync/item.js';
import { POINT } from './points.js';

export const MOST_CHANGES = 100;

/** A name that no query, log line or page has to fear. */
const name = (longest: number) => z.string().regex(new RegExp(`^[\\w.:@-]{1,${longest}}$`));
const point = z
  .string()
  .regex(new RegExp(`^$|${POINT.source}`))
  .default('');
const version = z
  .number()
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const instant = z.number().int().min(0).max(8.64e15).describe('Milliseconds since 1970');

/** A number in a query, with its bounds and what it is when left out. */
export const counted = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);

const changeSchema = z.object({
  kind: z.enum(ITEM_KINDS),
  id: name(128),
  change: name(64).describe("The machine's own random name for this change: one that is sent twice is done once"),
  base: version.describe('The version that the machine knew; 0 for none'),
  changedAt: instant,
  deleted: z.boolean(),
  body: z.record(z.string(), z.unknown()).nullable().describe('Null once deleted'),
});

export const pushSchema = z.object({
  machine: name(64),
  seen: point.describe('`seen` of the last answer to this machine: this server may have been restored since'),
  changes: z.array(changeSchema).max(MOST_CHANGES),
});

const itemSchema = changeSchema
  .omit({ base: true })
  .extend({ version, owner: z.string(), machine: z.string() })
  .openapi('SyncItem');

const answered = { kind: z.enum(ITEM_KINDS), id: z.string(), change: z.string() };

export const pushedSchema = z.object({
  answers: z.array(
    z.discriminatedUnion('outcome', [
      z.object({ ...answered, outcome: z.literal('accepted'), version }),
      z.object({ ...answered, outcome: z.literal('superseded'), winner: itemSchema }),
      z.object({ ...answered, outcome: z.literal('refused'), reason: z.string() }),
    ]),
  ),
  seen: z.string().describe('The newest change of the account'),
});

export const pullSchema = z.object({
  after: point.describe('`next` of the page before; left out at the beginning'),
  seen: point.describe('`seen` of the last answer to this machine'),
  limit: counted(100, 50),
});

export const pulledSchema = z.object({
  items: z.array(itemSchema),
  next: z.string().describe('What `after` takes next'),
  seen: z.string().describe('The newest change of the account'),
  more: z.boolean(),
});

/** Entries that a later version of the command line sends may hold more. */
const entrySchema = z
  .looseObject({
    id: z.string(),
    kind: z.string().optional().describe('What it was made with'),
    at: z.number().optional().describe('When, milliseconds since 1970'),
    prompt: z.string().optional().describe('What was asked for'),
    state: z.enum(['queued', 'running', 'done', 'failed']).optional().describe('Of a run on the server'),
    job: z.string().optional().describe('Where the result of a run on the server is'),
  })
  .openapi('HistoryEntry');

export const entriesSchema = z.object({
  entries: z.array(entrySchema),
  next: z.string().nullable().describe('What `cursor` takes next; null at the end'),
});
export type Entries = z.infer<typeof entriesSchema>;

export const versionsSchema = z.object({
  versions: z.array(itemSchema),
  next: z.string().nullable(),
});
