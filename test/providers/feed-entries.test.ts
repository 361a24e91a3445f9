import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/errors.js';
import { parseFeed } from '../../src/providers/feed-entries.js';

const rss = new URL('../../../shared/data/rss/', import.meta.url);
const there = existsSync(rss);

const feed = (entry: string, head = '<yt:channelId>BJycsmduvYEL83R_U4JriQ</yt:channelId><title>MKBHD</title>') =>
  `<?xml version="1.0"?><feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">${head}${entry}</feed>`;

describe('a feed of YouTube', () => {
  it.skipIf(!there)('reads the real one of 2015, which begins with a blank line', () => {
    const { channel, videos } = parseFeed(readFileSync(new URL('google_channel_2015.xml', rss), 'utf8'));
    expect(channel).toEqual({ id: 'UCK8sQmJBp8GCxrOtXWBpyEA', title: 'Google', handle: null, subscribers: null });
    expect(videos).toHaveLength(15);
    // Read off the file by eye: the first entry.
    expect(videos[0]).toMatchObject({
      id: '5shykyfmb28',
      title: 'The Google app: Questions Title',
      publishedAt: Date.UTC(2015, 4, 4, 0, 1, 27),
      views: 251497,
      likes: 3546,
      comments: null,
      durationSeconds: null,
      shortLink: null,
      tags: [],
    });
    expect(videos[0]?.description).toContain('A question is the most powerful force');
  });

  it.skipIf(!there)('refuses the GData feed of 2014 by name', () => {
    const xml = readFileSync(new URL('gdata_v2_playlist_2014_legacy.xml', rss), 'utf8');
    expect(() => parseFeed(xml)).toThrow(/GData API, which YouTube ended/);
  });

  it('adds the UC that the feed itself leaves out, and knows a Short by its link', () => {
    const { channel, videos } = parseFeed(
      feed(
        '<entry><yt:videoId>abcdefghijk</yt:videoId><title>Tom &amp; Jerry&#39;s</title><link rel="alternate" href="https://www.youtube.com/shorts/abcdefghijk"/><published>2026-01-02T03:04:05+00:00</published></entry>',
      ),
    );
    expect(channel.id).toBe('UCBJycsmduvYEL83R_U4JriQ');
    expect(videos).toHaveLength(1);
    expect(videos[0]).toMatchObject({ title: "Tom & Jerry's", shortLink: true, views: null, likes: null });
  });

  it('takes the id from an entry when the feed has none, and no videos for none', () => {
    const entry = '<entry><yt:channelId>UCBJycsmduvYEL83R_U4JriQ</yt:channelId></entry>';
    expect(parseFeed(feed(entry, '<title>x</title>')).channel.id).toBe('UCBJycsmduvYEL83R_U4JriQ');
    expect(parseFeed(feed('')).videos).toEqual([]);
  });

  it.each(['', 'no xml', '<html></html>', '<feed/>', '<feed><__proto__>1</__proto__></feed>', '<rss><channel/></rss>'])(
    'refuses %j with a Failure',
    (xml) => {
      expect(() => parseFeed(xml)).toThrow(Failure);
    },
  );

  it('throws nothing but a Failure whatever it is given', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('<entry>', '</entry>', '<title>', '&#x;', '<![CDATA[', '<!DOCTYPE'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        try {
          parseFeed(feed(pieces.join('')));
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      }),
    );
  });
});
