/** How a person named a channel, and what that turned out to be. */
export interface ChannelRef {
  readonly kind: 'id' | 'handle' | 'username' | 'video' | 'custom';
  /** The id (`UC…`), the handle with its `@`, the legacy user name, the video id or the custom name. */
  readonly value: string;
  /** As it was given, for messages. */
  readonly given: string;
}

type Named = Pick<ChannelRef, 'kind' | 'value'>;

const CHANNEL_ID = /^UC[\w-]{22}$/;
const VIDEO_ID = /^[\w-]{11}$/;
// Handles may be written in any script; YouTube allows underscore, hyphen, full stop and the Catalan middle dot between.
const NAME = /^(?=.*[\p{L}\p{N}])[\p{L}\p{M}\p{N}._·-]{1,100}$/u;
const HOST =
  /^(?:https?:\/\/)?(?:(?:www|m|music|gaming)\.)?(youtube\.com|youtube-nocookie\.com|youtu\.be)(?=$|[/?#:])/i;
/** First path words that are pages of YouTube, not old vanity names such as `/veritasium`. */
const PAGES = new Set(
  'about,account,attribution_link,feed,feeds,gaming,hashtag,howyoutubeworks,kids,oembed,playlist,post,premium,redirect,results,signin,t,trending,upload'.split(
    ',',
  ),
);

/**
 * Reads how a person names a channel: an id, an `@handle` of any script, any YouTube channel or video URL (with or
 * without a scheme), or one bare word, which is taken for a legacy user name. Null when it is none of these.
 */
export function parseChannelRef(text: string): ChannelRef | null {
  const given = text.trim();
  const named = HOST.test(given) ? fromUrl(given) : fromWord(given);
  return named === null ? null : { ...named, given };
}

function fromWord(word: string): Named | null {
  if (CHANNEL_ID.test(word)) return { kind: 'id', value: word };
  if (word.startsWith('@')) return NAME.test(word.slice(1)) ? { kind: 'handle', value: word } : null;
  return named('username', word);
}

function fromUrl(given: string): Named | null {
  const whole = /^https?:/i.test(given) ? given : `https://${given}`;
  if (!URL.canParse(whole)) return null;
  const url = new URL(whole);
  const [first = '', second = ''] = url.pathname.split('/').slice(1).map(decoded);
  if (url.hostname.endsWith('youtu.be')) return video(first);
  if (first.startsWith('@')) return fromWord(first);
  switch (first.toLowerCase()) {
    case 'channel':
      return CHANNEL_ID.test(second) ? { kind: 'id', value: second } : null;
    case 'user':
      return named('username', second);
    case 'c':
      return named('custom', second);
    case 'watch':
      return video(url.searchParams.get('v') ?? second);
    case 'shorts':
    case 'live':
    case 'embed':
    case 'v':
      return video(second);
    default:
      return PAGES.has(first.toLowerCase()) ? null : named('custom', first);
  }
}

function video(id: string): Named | null {
  return VIDEO_ID.test(id) ? { kind: 'video', value: id } : null;
}

function named(kind: 'username' | 'custom', name: string): Named | null {
  return NAME.test(name) ? { kind, value: name } : null;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // A stray percent sign: such a name fits no pattern, so it is refused there.
  }
}
