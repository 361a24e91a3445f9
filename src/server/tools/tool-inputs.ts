import { z } from '@hono/zod-openapi';

/** What one run may look at: a host's quota is everybody's. */
const MOST_CHANNELS = 10;
const MOST_LIMIT = 500;
const MOST_WORDS = 200;
const MOST_PROMPT = 4_000;
const MOST_CONCEPTS = 10;
const MOST_PICTURES = 8;
const MOST_SEED = 2 ** 31 - 1;
/** More are asked for as a job. */
const FEW_CHANNELS = 2;
const FEW_VIDEOS = 200;

const words = z
  .string()
  .trim()
  .min(1)
  .max(MOST_WORDS)
  .refine((text) => text !== '-', 'there is no standard input here');
const when = z.string().max(40).describe('2026-01-31, or 30d, 8w, 6mo, 1y ago');
const code = z.string().regex(/^[A-Za-z]{2}$/);
const limit = z.number().int().min(1).max(MOST_LIMIT);

const ofVideos = {
  source: z.enum(['auto', 'api', 'feed']),
  limit,
  since: when,
  until: when,
  asOf: when,
  tz: z.string().max(60).describe('IANA time zone of days and weeks; UTC when left out'),
};
const place = { region: code, language: code };

/** All but the named ones may be left out; what is not known is refused. */
function input<const R extends z.ZodRawShape, const O extends z.ZodRawShape>(required: R, optional: O) {
  return z.strictObject({ ...required, ...z.object(optional).partial().shape });
}

const channels = z.array(words).min(1).max(MOST_CHANNELS);

/** What each tool takes: the flags of its command by the same names, without files, folders and addresses to fetch. */
export const TOOL_INPUTS = {
  outliers: input({ channels }, ofVideos),
  streak: input({ channels }, { ...ofVideos, period: z.enum(['day', 'week', 'month']), ai: z.boolean() }),
  hashtags: input({}, { topic: words, channel: words, ...ofVideos, ...place }),
  keywords: input({ topic: words }, { limit, deep: z.boolean(), ...place }),
  concepts: input(
    { topic: words },
    {
      channel: words,
      count: z.number().int().min(1).max(MOST_CONCEPTS),
      keyword: words,
      seed: z.number().int().min(0).max(MOST_SEED),
      ...ofVideos,
      language: z.string().max(20).describe('en, de, pt-BR …'),
    },
  ),
  'thumbnails-search': input(
    { query: words },
    {
      limit,
      minViews: z.number().int().min(1),
      since: when,
      duration: z.enum(['any', 'short', 'medium', 'long']),
      order: z.enum(['relevance', 'date', 'views', 'rating']),
      ...place,
    },
  ),
  'thumbnails-generate': input(
    { prompt: z.string().trim().min(1).max(MOST_PROMPT) },
    {
      provider: z.enum(['auto', 'replicate', 'pollinations']),
      count: z.number().int().min(1).max(MOST_PICTURES),
      seed: z.number().int().min(0).max(MOST_SEED),
    },
  ),
} as const;

export type ToolName = keyof typeof TOOL_INPUTS;
export type ToolInput = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

export function isToolName(text: string): text is ToolName {
  return Object.hasOwn(TOOL_INPUTS, text);
}

/** Whether a run takes longer than somebody waits for an answer: then it is a job. */
export function isLong(tool: ToolName, given: ToolInput): boolean {
  if (tool === 'thumbnails-generate' || tool === 'concepts') return true;
  if (given.ai === true || given.deep === true) return true;
  return (Array.isArray(given.channels) ? given.channels.length : 0) > FEW_CHANNELS || Number(given.limit) > FEW_VIDEOS;
}

/**
 * Whether running it a second time may cost money a second time: then nobody does, whatever became of the first. Keywords,
 * and the hashtags of a topic, ask a model wherever the host has a key for one.
 */
export function mayCost(tool: ToolName, given: ToolInput): boolean {
  if (tool === 'thumbnails-generate' || tool === 'concepts' || tool === 'keywords') return true;
  return given.ai === true || (tool === 'hashtags' && given.topic !== undefined);
}
