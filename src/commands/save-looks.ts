import type { Context } from '../context.js';
import { parseChannelRef } from '../domain/channel-ref.js';
import { day } from '../domain/figures.js';
import { quotedWord } from '../domain/quoted-word.js';
import type { LookOutcome } from '../domain/watch/look.js';
import { Failure, isSubjectFailure } from '../errors.js';
import type { ChannelVideos } from '../providers/ports.js';
import type { Looked } from '../tools/look.js';
import { nameOfChannel } from '../tools/watch/name-of-channel.js';
import { plural } from './headline.js';

/** More channels than this are told as one number. */
const TOLD_ONE_BY_ONE = 3;

interface Saved extends LookOutcome {
  readonly name: string;
  readonly called: string;
  readonly videos: number;
}

/**
 * Keeps what was just looked at as a snapshot of each channel, and says so.
 * @param at the instant that the figures of a channel are of (milliseconds)
 * @throws Failure `usage` when it cannot be told whose videos a file holds; `unexpected` when nothing can be kept
 */
export async function saveLooks(
  context: Context,
  { channels }: Looked,
  words: readonly string[],
  files: readonly string[],
  at: (channel: ChannelVideos) => number,
): Promise<void> {
  const looks = await context.videoLooks();
  const [file] = files;
  const hearsay = {
    typed: words.length === 1 ? nameTyped(words[0] ?? '') : null,
    file: files.length === 1 && file !== undefined && file !== '-' ? (file.split(/[\\/]/).at(-1) ?? file) : null,
  };
  const saved: Saved[] = [];
  for (const found of channels) {
    if (isSubjectFailure(found) || found.videos.length === 0) continue;
    const name = nameOfChannel(looks, found, hearsay);
    const { kind } = found.source;
    if (kind !== 'api' && kind !== 'feed' && kind !== 'file') continue;
    if (at(found) > context.now()) {
      throw new Failure('usage', 'a snapshot cannot be of a time to come', 'name the day of its figures with --as-of');
    }
    const look = { name, channel: found.channel, at: at(found), source: kind, videos: found.videos } as const;
    const outcome = looks.keep(look, null);
    const { handle, title } = found.channel;
    if (outcome !== null) {
      saved.push({ ...outcome, name, called: handle ?? title ?? name, videos: found.videos.length - outcome.left });
    }
  }
  tell(context, saved);
}

/** Null for a video, which selects a channel and does not name it. */
function nameTyped(word: string): string | null {
  const ref = parseChannelRef(word);
  return ref?.kind === 'video' ? null : (ref?.value ?? word.trim());
}

function tell(context: Context, saved: readonly Saved[]): void {
  if (saved.length > TOLD_ONE_BY_ONE) {
    const known = saved.filter(({ kept }) => !kept).length;
    const again = known === 0 ? '' : ` ${known} of them were kept already.`;
    context.note(`a snapshot of ${saved.length} channels is kept.${again} insight track list shows them.`);
    return;
  }
  for (const { kept, at, left, called, videos, name } of saved) {
    const of = `${plural(videos, 'video')} of ${called} as of ${day(at, context.timeZone)}`;
    context.note(
      `${kept ? `kept: ${of}.` : `these figures are kept already: ${of}.`} insight track show ${quotedWord(name)}`,
    );
    if (left > 0) context.note(`${plural(left, 'video')} without an id could not be told apart, and not kept.`);
  }
}
