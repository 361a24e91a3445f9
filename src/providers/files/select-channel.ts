import type { ChannelRef } from '../../domain/channel-ref.js';
import { Failure } from '../../errors.js';
import type { ChannelRows } from './channel-set.js';
import { counted, plain } from './plain-text.js';

/**
 * The channels of the files that a person means: by id, handle, title (case does not matter) or one of their videos.
 * A file that does not name its channel has only the one, so that is taken.
 * @throws Failure `not-found`, naming up to five channels of the files
 */
export function selectChannels(subject: ChannelRef, all: readonly ChannelRows[]): readonly ChannelRows[] {
  const wanted = new Set([subject.value, subject.given].map(bare));
  const found = all.filter((rows) => {
    const { id, handle, title } = rows.channel;
    const named = [id, handle, title].some((name) => name !== null && wanted.has(bare(name)));
    return named || (subject.kind === 'video' && rows.has(subject.value));
  });
  if (found.length > 0) return found;
  const [only] = all;
  if (all.length === 1 && only !== undefined && isUnnamed(only)) return [only];
  throw notFound(subject, all);
}

/** Whether nothing is known of a channel. */
export function isUnnamed({ channel }: ChannelRows): boolean {
  return channel.id === null && channel.title === null && channel.handle === null;
}

function notFound(subject: ChannelRef, all: readonly ChannelRows[]): Failure {
  const names = all.map(({ channel }) => channel.title ?? channel.handle ?? channel.id).filter((name) => name !== null);
  const wanted = bare(subject.value);
  const close = names.filter((name) => bare(name).includes(wanted) || wanted.includes(bare(name)));
  const shown = (close.length > 0 ? close : names).slice(0, 5).map((name) => plain(name, 40));
  const more = names.length > shown.length ? `, … (${counted(names.length, 'channel')})` : '';
  return new Failure(
    'not-found',
    `The file holds no channel ${plain(subject.given, 60)}.`,
    `It has: ${shown.join(', ')}${more}.`,
  );
}

function bare(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/^@/, '').trim();
}
