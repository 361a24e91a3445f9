import type { ChannelRef } from '../../domain/channel-ref.js';

/** How much of a page is read: the link is in its head, which YouTube writes within the first half of it. */
export const PAGE_BYTES = 1_000_000;

const FEED_LINK = /feeds\/videos\.xml\?channel_id=(UC[\w-]{22})(?![\w-])/;
const CANONICAL = /<link\s[^>]{0,200}rel="canonical"[^>]{0,200}\/channel\/(UC[\w-]{22})(?![\w-])/;

/** The path of a channel's public page under YouTube's root, for a handle or an old custom name. */
export function pagePath(ref: ChannelRef): string {
  return ref.kind === 'custom' ? `c/${encodeURIComponent(ref.value)}` : `@${encodeURIComponent(ref.value.slice(1))}`;
}

/** The channel's id by the page's own feed link or canonical link; null on a consent page and on any other page. */
export function channelIdOnPage(html: string): string | null {
  return FEED_LINK.exec(html)?.[1] ?? CANONICAL.exec(html)?.[1] ?? null;
}
