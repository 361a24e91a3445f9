import type { CachedAnswers } from '../http/cached.js';
import { parsedJson } from '../http/parsed-json.js';
import type { VideoRequest } from '../ports.js';
import type { YoutubeAccess } from './client.js';
import { AGES } from './questions.js';
import { sendCall } from './search-client.js';
import { Shape } from './shape.js';

// Only what is read below is asked for.
const SECTION_FIELDS = 'items/contentDetails/channels';
/** Nothing else is under way whose failure could halt it. */
const NEVER = new AbortController().signal;

/**
 * The ids of the channels that a channel shows on its page, in its order: `channelSections.list`, one unit.
 * @throws Failure `key`, `quota`, `provider`, `interrupted`
 */
export async function featuredChannels(
  access: Omit<YoutubeAccess, 'onTry' | 'halted' | 'signal'>,
  answers: CachedAnswers,
  { channelId, signal, onCost }: Pick<VideoRequest, 'onCost' | 'signal'> & { readonly channelId: string },
): Promise<readonly string[]> {
  const parameters = { part: 'contentDetails', channelId, fields: SECTION_FIELDS };
  const { value } = await answers.ask({
    key: { provider: 'youtube', operation: 'channelSections', arguments: parameters },
    what: `the channels that ${channelId} shows`,
    maxAgeMs: AGES.channel,
    send: (etag) =>
      sendCall({ ...access, signal, halted: NEVER }, (cost) => onCost?.(cost), 'channelSections', parameters, etag),
    read: (body) => readSections(parsedJson(body)),
    signal,
  });
  return value;
}

/** @throws Failure `provider` */
function readSections(answer: unknown): readonly string[] {
  const sections = Shape.of(answer, 'list of sections').list('items');
  const ids = sections.flatMap((value) => Shape.of(value, 'section').part('contentDetails').texts('channels'));
  return [...new Set(ids)];
}
