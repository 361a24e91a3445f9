import type { Library } from './library.js';
import { publicVideos, type StoredChannel, type StoredVideo } from './stored-channel.js';

/** A page of youtube.com: status, type and text. */
export interface Page {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const NOT_FOUND: Page = {
  status: 404,
  type: 'text/html; charset=UTF-8',
  text: '<html><title>404 Not Found</title></html>',
};

/** The parts of youtube.com that need no key: the feed, channel pages, oEmbed. Everything else is a 404 of HTML. */
export function answerSite(library: Library, url: URL): Page {
  const [first = '', second = ''] = url.pathname.slice(1).split('/').map(decodeURIComponent);
  if (url.pathname === '/feeds/videos.xml') return feed(library, url.searchParams);
  if (url.pathname === '/oembed') return oembed(library, url.searchParams);
  if (first.startsWith('@') || first === 'c') return channelPage(library.byHandle(first === 'c' ? second : first));
  if (first === 'user') return channelPage(library.byUsername(second));
  if (first === 'channel') return channelPage(library.byId(second));
  return NOT_FOUND;
}

function feed(library: Library, query: URLSearchParams): Page {
  const channel = library.byId(query.get('channel_id') ?? '') ?? library.byUsername(query.get('user') ?? '');
  if (channel === undefined) return NOT_FOUND;
  const entries = publicVideos(channel)
    .slice(0, 15)
    .map((video) => entry(channel, video));
  // The feed's own channel id lacks its UC, as YouTube's does.
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
 <link rel="self" href="http://www.youtube.com/feeds/videos.xml?channel_id=${channel.id}"/>
 <id>yt:channel:${channel.id.slice(2)}</id>
 <yt:channelId>${channel.id.slice(2)}</yt:channelId>
 <title>${escaped(channel.title)}</title>
 <author><name>${escaped(channel.title)}</name><uri>https://www.youtube.com/channel/${channel.id}</uri></author>
 <published>${new Date(channel.videos.at(-1)?.publishedAt ?? 0).toISOString()}</published>
${entries.join('\n')}
</feed>
`;
  return { status: 200, type: 'text/xml; charset=UTF-8', text };
}

function entry(channel: StoredChannel, video: StoredVideo): string {
  const published = new Date(video.publishedAt).toISOString();
  return ` <entry>
  <id>yt:video:${video.id}</id>
  <yt:videoId>${video.id}</yt:videoId>
  <yt:channelId>${channel.id}</yt:channelId>
  <title>${escaped(video.title)}</title>
  <link rel="alternate" href="https://www.youtube.com/${video.short ? 'shorts/' : 'watch?v='}${video.id}"/>
  <published>${published}</published>
  <updated>${published}</updated>
  <media:group>
   <media:title>${escaped(video.title)}</media:title>
   <media:description>${escaped(video.description)}</media:description>
   <media:community>
    <media:starRating count="${video.likes ?? 0}" average="5.00" min="1" max="5"/>
    <media:statistics views="${video.views ?? 0}"/>
   </media:community>
  </media:group>
 </entry>`;
}

function channelPage(channel: StoredChannel | undefined): Page {
  if (channel === undefined) return NOT_FOUND;
  const address = `https://www.youtube.com/channel/${channel.id}`;
  const text = `<!DOCTYPE html><html><head><title>${escaped(channel.title)} - YouTube</title>
<link rel="canonical" href="${address}"><link rel="alternate" type="application/rss+xml" title="RSS" href="https://www.youtube.com/feeds/videos.xml?channel_id=${channel.id}">
</head><body>A channel of the emulator.</body></html>`;
  return { status: 200, type: 'text/html; charset=UTF-8', text };
}

function oembed(library: Library, query: URLSearchParams): Page {
  const asked = query.get('url') ?? '';
  const id = URL.canParse(asked) ? (new URL(asked).searchParams.get('v') ?? '') : '';
  const found = library.readable(id);
  if (found === undefined) return { status: 404, type: 'text/plain', text: 'Not Found' };
  const { channel, video } = found;
  const body = {
    title: video.title,
    author_name: channel.title,
    author_url: `https://www.youtube.com/${channel.handle}`,
    type: 'video',
    height: 113,
    width: 200,
    version: '1.0',
    provider_name: 'YouTube',
    provider_url: 'https://www.youtube.com/',
  };
  return { status: 200, type: 'application/json', text: JSON.stringify(body) };
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
