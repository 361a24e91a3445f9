import { candidatesOf, mentionsOf, type Candidate, type Hint } from '../../domain/niche/candidates.js';
import type { ChannelRef } from '../../domain/channel-ref.js';
import { asFailure, Failure, isSubjectFailure, subjectFailure, type SubjectFailure } from '../../errors.js';
import type { ChannelVideos, VideoSource } from '../../providers/ports.js';
import { look, type Question } from '../look.js';
import type { Found, NicheParts } from './niche-parts.js';
import { searchHints } from './search-hints.js';
import { seenHints } from './seen-hints.js';

/**
 * Requests that a channel that is named may take: of the API one to find it, a page of its uploads and their videos; of the
 * feed its page and itself. One more may be sent in vain, for a name that is no channel.
 */
export const FOUND_REQUESTS = { api: { good: 3, most: 4 }, feed: { good: 2, most: 3 } } as const;

export interface NicheWish extends Question {
  /** Channels at most, the seeds among them. */
  readonly most: number;
  /** What is searched for; null for no search. */
  readonly search: string | null;
}

export interface Niche {
  readonly found: readonly Found[];
  readonly failures: readonly SubjectFailure[];
  /** Names that turned out to be no channel, or nothing that can be told without a key or is kept offline. */
  readonly passedOver: readonly SubjectFailure[];
  /** How many more were named and not looked at. */
  readonly more: number;
}

/**
 * Reads the seeds, then those that appear with them: named in titles and descriptions of their videos, shown on their
 * pages, met before with the same words and, when a search is wanted, found by it. Those that most speak for come first.
 * @throws Failure of a single seed, `interrupted`
 */
export async function findNiche(parts: NicheParts, { most, search, ...question }: NicheWish): Promise<Niche> {
  const { source, tally, onProgress, signal } = parts;
  const notice = { onProgress, signal, onCost: tally.onCost };
  const wish = { ...question, onePage: true };
  const looked = await look(source, wish, notice);
  const failures = looked.channels.filter(isSubjectFailure);
  const found: Found[] = [];
  for (const [at, videos] of looked.channels.entries()) {
    if (isSubjectFailure(videos)) continue;
    const given = question.subjects[at]?.given ?? '';
    if (isNew(videos, found)) found.push({ videos, given, reasons: [] });
    else parts.note(`${given} is a seed by another name too, and counted once.`);
  }
  const seeds = [...found];
  if (seeds.length === 0) return { found, failures, passedOver: [], more: 0 };
  const candidates = [...(await candidatesFor(parts, seeds, { ...question, search }))];
  const passedOver: SubjectFailure[] = [];
  const price = FOUND_REQUESTS[source.kind === 'api' ? 'api' : 'feed'];
  // Twice as many names as are wanted may turn out to be nobody new; what is dearer than planned counts by its price.
  let vain = 2 * (most - seeds.length);
  let left = price.most * (most - seeds.length);
  while (candidates.length > 0) {
    const batch = candidates.splice(0, Math.min(most - found.length, vain, Math.floor(left / price.good)));
    if (batch.length === 0) break;
    const before = tally.cost.requests;
    const read = await readAll(parts, wish, batch);
    left -= Math.max(batch.length, tally.cost.requests - before);
    const known = found.length;
    for (const { candidate, result } of read) {
      if (!isSubjectFailure(result)) add(found, candidate, result);
      else if (isNobody(result, source)) passedOver.push(result);
      else failures.push(result);
    }
    vain -= batch.length - (found.length - known);
    // What stops one will stop the others: a spent quota, a refused key.
    if (failures.some(({ error }) => error.kind === 'quota' || (error.kind === 'key' && source.kind === 'api'))) break;
  }
  return { found, failures, passedOver, more: candidates.length };
}

function isNew({ channel }: ChannelVideos, found: readonly Found[]): boolean {
  return channel.id === null || !found.some(({ videos }) => videos.channel.id === channel.id);
}

/** Takes a channel in; one that is there by another name gets the reasons of both. */
function add(found: Found[], { ref, reasons }: Candidate, videos: ChannelVideos): void {
  const at = isNew(videos, found) ? -1 : found.findIndex((one) => one.videos.channel.id === videos.channel.id);
  const known = found[at];
  if (known === undefined) found.push({ videos, given: ref.given, reasons });
  else if (known.reasons.length > 0) found[at] = { ...known, reasons: [...known.reasons, ...reasons] };
}

/** There is no such channel, or without a key nobody tells which it is. */
function isNobody({ error }: SubjectFailure, { kind }: VideoSource): boolean {
  return error.kind === 'not-found' || (error.kind === 'key' && kind !== 'api');
}

interface ReadCandidate {
  readonly candidate: Candidate;
  readonly result: ChannelVideos | SubjectFailure;
}

async function readAll(
  { source, tally, onProgress, signal }: NicheParts,
  question: Question,
  candidates: readonly Candidate[],
): Promise<readonly ReadCandidate[]> {
  const { default: pLimit } = await import('p-limit');
  const inTurn = pLimit(4);
  const { limit, since, until, onePage } = question;
  const wish = { limit, since, until, ...(onePage === undefined ? {} : { onePage }) };
  return Promise.all(
    candidates.map((candidate) =>
      inTurn(async () => {
        const { ref } = candidate;
        try {
          const [result] = await source.read({ subject: ref, ...wish, onProgress, signal, onCost: tally.onCost });
          if (result === undefined) throw new Failure('not-found', `nothing is there of ${ref.given}`, 'leave it out');
          return { candidate, result };
        } catch (error) {
          const failure = asFailure(error);
          if (failure.kind === 'interrupted') throw error;
          return { candidate, result: subjectFailure(ref.given, failure) };
        }
      }),
    ),
  );
}

async function candidatesFor(
  parts: NicheParts,
  seeds: readonly Found[],
  { search, since }: Pick<NicheWish, 'search' | 'since'>,
): Promise<readonly Candidate[]> {
  const channels = seeds.map(({ videos }) => videos.channel);
  const mentions = seeds.flatMap(({ videos: { channel, videos }, given }) => mentionsOf({ channel, given, videos }));
  const featured = await Promise.all(seeds.map((seed) => featuredBy(parts, seed)));
  const searched =
    search === null || parts.topics === null ? [] : await searchHints(parts, parts.topics, search, since);
  const seen = parts.seen === null ? [] : seenHints(parts.seen, seeds);
  return candidatesOf([...mentions, ...featured.flat(), ...searched, ...seen], channels);
}

/** The channels that a seed shows on its page; none where the source cannot tell, or does not. */
async function featuredBy({ source, tally, note, signal }: NicheParts, { videos, given }: Found): Promise<Hint[]> {
  const { id, handle, title } = videos.channel;
  if (id === null || source.featured === undefined) return [];
  const by = handle ?? title ?? given;
  try {
    const ids = await source.featured({ channelId: id, signal, onCost: tally.onCost });
    return ids.map((value) => ({
      ref: { kind: 'id', value, given: value } satisfies ChannelRef,
      reason: { how: 'featured', by, videos: null },
    }));
  } catch (error) {
    const failure = asFailure(error);
    if (failure.kind === 'interrupted' || failure.kind === 'unexpected') throw error;
    note(`Which channels ${by} shows on its page could not be read: ${failure.message}`);
    return [];
  }
}
