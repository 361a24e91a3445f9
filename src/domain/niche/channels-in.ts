import { parseChannelRef, type ChannelRef } from '../channel-ref.js';

/** Links to YouTube, which may name a channel. Bounded, so that hostile text costs linear time. */
const LINK = /(?:https?:\/\/)?(?:(?:www|m)\.)?youtube\.com\/[^\s<>"'|()[\]]{1,200}/giu;
/** Any other address: what stands in it after an `@` is no handle of YouTube. */
const ADDRESS = /(?:https?:\/\/|www\.)\S{1,500}|[\w.+-]{1,64}@[\w-]{1,63}\.\S{1,63}/giu;
/** Handles have 3 to 30 characters. After the name no `@`: `@name@server` is of Mastodon. */
const HANDLE = /(?<![\p{L}\p{M}\p{N}._@/·-])@([\p{L}\p{N}][\p{L}\p{M}\p{N}._·-]{2,29})(?![\p{L}\p{M}\p{N}@])/gu;
/** A line that names another place means the handle there. */
const ELSEWHERE =
  /instagram|insta\b|\big\b|twitter|tik ?tok|threads|telegram|discord|mastodon|blue ?sky|bsky|twitch|facebook|\bfb\b|snapchat|linkedin|github|patreon|paypal|cash ?app|venmo|e-?mail|\bx\s*[:/(@→-]/iu;

/**
 * The channels that a text names: by a link to them, or by an `@handle` in a line that names no other site. Each once, in
 * the order of the text. Links to videos and old custom names are passed over: to ask whose they are takes another call.
 */
export function channelsIn(text: string): readonly ChannelRef[] {
  const found = new Map<string, ChannelRef>();
  const add = (ref: ChannelRef | null): void => {
    if (ref === null || ref.kind === 'video' || ref.kind === 'custom') return;
    const name = refName(ref);
    if (!found.has(name)) found.set(name, ref);
  };
  // Most titles have neither.
  if (!text.includes('@') && !/youtube\.com/i.test(text)) return [];
  for (const line of text.split(/\r?\n/u)) {
    for (const [link] of line.matchAll(LINK)) add(parseChannelRef(withoutEnd(link)));
    const rest = line.replace(LINK, ' ').replace(ADDRESS, ' ');
    if (!rest.includes('@') || ELSEWHERE.test(line.replace(LINK, ' '))) continue;
    for (const [, handle = ''] of rest.matchAll(HANDLE)) add(parseChannelRef(`@${withoutEnd(handle)}`));
  }
  return [...found.values()];
}

/** What tells two references apart; handles are the same in any case. */
export function refName({ kind, value }: Pick<ChannelRef, 'kind' | 'value'>): string {
  return `${kind} ${kind === 'id' ? value : value.toLowerCase()}`;
}

/** A sentence may end behind a name. */
function withoutEnd(text: string): string {
  return text.replace(/[.,;:!?·…_-]+$/u, '');
}
