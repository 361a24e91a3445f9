import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiSource } from '../../src/providers/youtube.js';
import { topicSource } from '../../src/providers/youtube/topics.js';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { parseFields } from '../emulator/fields-mask.js';
import { COMMON, OPERATIONS, type Operation, type Parameter } from '../emulator/parameter-tables.js';
import { readOne } from '../providers/channel-of.js';
import { realHttp } from '../providers/http/real-http.js';
import { MemoryCache, PLENTY } from '../providers/made-up-parts.js';
import { DISCOVERY, fieldsFaults, methodAt, queryFaults, validatorOf, type DiscoveryParameter } from './discovery.js';

/**
 * Newer than the discovery document at hand: videos.batchGetStats came on 2026-06-03. Its parameters and answer follow
 * the types of @googleapis/youtube 35.
 */
const NEWER = '/youtube/v3/videos:batchGetStats';

describe.skipIf(DISCOVERY === null)(
  "the contract with Google's discovery document (skipped where it is not at hand)",
  () => {
    const document = DISCOVERY ?? { parameters: {}, schemas: {}, resources: {} };
    let emulator: Emulator;
    beforeAll(async () => {
      emulator = await startEmulator();
    });
    beforeEach(() => {
      emulator.reset();
    });
    afterAll(() => emulator.close());

    const known = Object.entries<Operation>(OPERATIONS).filter(([path]) => path !== NEWER);

    describe('every request that the source sends', () => {
      const parts = () => ({
        baseUrl: emulator.url,
        keys: ['k'],
        book: PLENTY,
        http: realHttp(),
        cache: new MemoryCache(),
        reading: 'normal' as const,
        now: () => 0,
        timeZone: () => 'UTC',
      });
      const source = () => apiSource(parts());
      const expectValid = (): void => {
        for (const { path, query } of emulator.requests) {
          expect(queryFaults(document, path, query)).toEqual([]);
          const schema = methodAt(document, path)?.response.$ref ?? '';
          const mask = parseFields(query.fields?.[0] ?? '');
          expect(fieldsFaults(document, schema, mask)).toEqual([]);
        }
      };

      it.each([
        '@made-up-51',
        'UCmade-up-mixed_________',
        'madeup3',
        'youtube.com/c/madeup3',
        'youtube.com/c/made-up-120',
      ])('for %s is valid', async (name) => {
        await readOne(source(), name);
        expect(emulator.requests.length).toBeGreaterThanOrEqual(3);
        expectValid();
      });

      it('for a topic and for the chart is valid', async () => {
        const wide = { region: 'DE', language: 'de', since: Date.UTC(2020, 0, 1), duration: 'any' } as const;
        for (const order of ['relevance', 'date', 'views', 'rating'] as const) {
          await topicSource(parts()).search({ query: 'lighthouse', limit: 60, order, ...wide });
        }
        for (const duration of ['short', 'medium', 'long'] as const) {
          await topicSource(parts()).search({ query: 'kiln', limit: 5, order: 'views', ...wide, duration });
        }
        await topicSource(parts()).popular({ region: 'DE', limit: 60 });
        expect(emulator.requests.length).toBeGreaterThan(20);
        expectValid();
      });

      it('for the channels that a channel shows is valid', async () => {
        const channelId = 'UCmade-up-120___________';
        expect(await source().featured?.({ channelId })).toEqual([]);
        expect(emulator.requests.map(({ path }) => path)).toEqual(['/youtube/v3/channelSections']);
        expectValid();
      });

      it('would be found faulty if it were', () => {
        const path = '/youtube/v3/search';
        expect(queryFaults(document, path, { order: ['views'], maxResults: ['51'], bogus: ['1'] })).toEqual([
          'order=views is not in its enum',
          'maxResults=51 is out of range',
          'bogus is unknown',
          'part is missing',
        ]);
        expect(fieldsFaults(document, 'VideoListResponse', parseFields('items(id,statistics/subs)'))).toEqual([
          'items/statistics/subs',
        ]);
      });
    });

    describe('every answer of the emulator', () => {
      it.each([
        [
          'channels',
          'part=id,snippet,statistics,contentDetails,status&id=UCmade-up-120___________,UCmade-up-mixed_________',
        ],
        ['channels', 'part=snippet&forHandle=@nobody'],
        ['playlistItems', 'part=id,snippet,contentDetails,status&maxResults=50&playlistId=UUmade-up-mixed_________'],
        [
          'playlistItems',
          'part=snippet&playlistId=UUmade-up-120___________&fields=nextPageToken,items/snippet(title,position)',
        ],
        ['videos', 'part=id,snippet,contentDetails,statistics,liveStreamingDetails,status&id=MIXED'],
        ['videoCategories', 'part=snippet&regionCode=DE'],
        ['channelSections', 'part=id,snippet,contentDetails&channelId=UCmade-up-120___________'],
        ['search', 'part=snippet&q=lighthouse&maxResults=50&order=viewCount'],
        [
          'search',
          'part=id&q=a&type=video&videoDuration=long&publishedAfter=2026-01-01T00:00:00Z&regionCode=DE&relevanceLanguage=de',
        ],
        ['videos', 'part=id,snippet,statistics&chart=mostPopular&regionCode=FR&maxResults=50'],
        ['commentThreads', 'part=id,snippet&maxResults=100&order=relevance&videoId=COMMENTED'],
      ])('to %s?%s is as Google describes it', async (name, query) => {
        const mixed = emulator.channels.find(({ handle }) => handle === '@made-up-mixed')?.videos.slice(0, 50) ?? [];
        const ids = mixed.map(({ id }) => id).join(',');
        const path = `/youtube/v3/${name}`;
        const answer = await fetch(
          `${emulator.url.slice(0, -1)}${path}?key=k&${query.replace('MIXED', ids).replace('COMMENTED', ids.split(',')[1] ?? '')}`,
        );
        const body: unknown = await answer.json();
        const validate = validatorOf(document, methodAt(document, path)?.response.$ref ?? '');
        expect([answer.status, validate(body), validate.errors]).toEqual([200, true, null]);
      });

      it('would be found faulty if it were', () => {
        const validate = validatorOf(document, 'VideoListResponse');
        expect(validate({ items: [{ statistics: { viewCount: '1' } }] })).toBe(true);
        expect(validate({ items: [{ statistics: { subs: '1' } }] })).toBe(false);
        expect(validate({ items: [{ statistics: { viewCount: 1 } }] })).toBe(false);
      });
    });

    describe("the emulator's own tables", () => {
      const told = (
        name: string,
        { type, required, repeated, enum: values, minimum, maximum }: DiscoveryParameter,
      ) => ({
        ...{ name, type, required: required === true, repeated: repeated === true, values: values ?? null },
        range: minimum === undefined ? null : [Number(minimum), Number(maximum)],
      });
      const written = (name: string, { type, required, repeated, values, range }: Parameter) => ({
        ...{ name, type, required: required === true, repeated: repeated === true, values: values ?? null },
        range: range ?? null,
      });
      const sorted = <T extends { readonly name: string }>(list: T[]): T[] =>
        list.sort((a, b) => a.name.localeCompare(b.name));

      it.each([['common', { parameters: COMMON }] as const, ...known])(
        'say of %s what the document says',
        (path, { parameters }) => {
          const theirs = path === 'common' ? document.parameters : (methodAt(document, path)?.parameters ?? {});
          expect(sorted(Object.entries(parameters).map(([name, parameter]) => written(name, parameter)))).toEqual(
            sorted(Object.entries(theirs).map(([name, parameter]) => told(name, parameter))),
          );
        },
      );

      it('know one method that the document does not, for it is older', () => {
        expect(methodAt(document, NEWER)).toBeUndefined();
        expect(known).toHaveLength(Object.keys(OPERATIONS).length - 1);
      });
    });
  },
);
