import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelRef } from '../../../src/domain/channel-ref.js';
import { NO_COST } from '../../../src/domain/source.js';
import { UNKNOWN_CHANNEL } from '../../../src/domain/video.js';
import { Failure } from '../../../src/errors.js';
import type { ChannelVideos, SeenVideos, VideoRequest, VideoSource } from '../../../src/providers/ports.js';
import { CostTally } from '../../../src/tools/cost-tally.js';
import { findNiche } from '../../../src/tools/niche/find-niche.js';
import { planSweep } from '../../../src/tools/niche/plan-sweep.js';
import { video } from '../../domain/made-up-video.js';

const UNIT = { ...NO_COST, requests: 1, units: 1 };
const SEED: ChannelRef = { kind: 'handle', value: '@seed', given: '@seed' };

/** What becomes of a name: a channel of its own, nobody, or the seed by another name. */
type Fate = 'good' | 'nobody' | 'seed';

const channelVideos = (
  handle: string,
  id: string,
  ...titles: readonly (readonly [string, string?])[]
): ChannelVideos => ({
  channel: { ...UNKNOWN_CHANNEL, id, handle, title: handle.slice(1) },
  videos: titles.map(([title, description = '']) => video({ title, description })),
  total: null,
  skipped: { deleted: 0, private: 0, upcoming: 0 },
  source: { kind: 'api', fetchedAt: null, cached: false, cost: NO_COST },
  collectedAt: 0,
  notes: [],
});

/** The API as it charges: 1 for a name, 3 for a channel that is there, 1 for what it shows. */
function source(seed: ChannelVideos, fates: ReadonlyMap<string, Fate>): VideoSource {
  const spend = (request: Pick<VideoRequest, 'onCost'>, units: number) => {
    for (let unit = 0; unit < units; unit += 1) request.onCost?.(UNIT);
  };
  return {
    kind: 'api',
    read: (request) => {
      const name = request.subject?.value ?? '';
      const fate = name === '@seed' ? 'seed' : (fates.get(name) ?? 'good');
      spend(request, fate === 'nobody' ? 1 : 3);
      if (fate === 'nobody') return Promise.reject(new Failure('not-found', `no ${name}`, 'none'));
      return Promise.resolve([fate === 'seed' ? seed : channelVideos(name, `UC${name}`)]);
    },
    featured: (request) => {
      spend(request, 1);
      return Promise.resolve([]);
    },
  };
}

function parts(from: VideoSource, seen: SeenVideos | null = null) {
  const tally = new CostTally();
  const quiet = () => undefined;
  return {
    source: from,
    seen,
    topics: null,
    tally,
    note: quiet,
    onProgress: quiet,
    signal: new AbortController().signal,
  };
}

const question = (most: number) => ({ subjects: [SEED], limit: 50, since: null, until: null, most, search: null });

describe('a niche', () => {
  it('never takes more than five units a channel that is wanted, nor more than planned, whatever the names are', async () => {
    const fate = fc.constantFrom<Fate>('good', 'nobody', 'seed');
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { maxLength: 60 }), fc.integer({ min: 1, max: 12 }), async (fates, most) => {
        const names = fates.map((_, at) => `@name-${at}`);
        const seed = channelVideos('@seed', 'UCseed', ...names.map((name) => ['a video', `with ${name}`] as const));
        const run = parts(source(seed, new Map(fates.map((one, at) => [names[at] ?? '', one]))));
        const { found, passedOver, more } = await findNiche(run, question(most));
        expect(found.length).toBeLessThanOrEqual(most);
        expect(run.tally.cost.units).toBeLessThanOrEqual(5 * most);
        const plan = planSweep({ source: 'api', seeds: [SEED], most, search: null, keysKnown: 1 });
        expect(run.tally.cost.units).toBeLessThanOrEqual(plan.atMost.units ?? -1);
        // Nobody is lost without a word: found, passed over, the seed again, or not looked at.
        const again = names.length - (found.length - 1) - passedOver.length - more;
        expect(again).toBeGreaterThanOrEqual(0);
        expect(again).toBeLessThanOrEqual(fates.filter((one) => one === 'seed').length);
        if (fates.every((one) => one === 'good')) expect(found).toHaveLength(Math.min(most, names.length + 1));
      }),
      { numRuns: 60 },
    );
  });

  it('holds channels seen before that share two phrases with the seeds in two videos', async () => {
    const titles = Array.from({ length: 12 }, (_, at) => [at % 2 === 0 ? 'Rye bread' : 'Copper kettle'] as const);
    const others = Array.from({ length: 50 }, (_, at) => [`Something else ${at}`] as const);
    const met = (channelId: string, videoId: string) => ({ channelId, videoId });
    const index: Readonly<Record<string, readonly object[]>> = {
      'rye bread': [met('UCboth', 'a'), met('UCone', 'b'), met('UCone', 'c'), met('UCseed', 'd')],
      'copper kettle': [met('UCboth', 'e'), met('UCseed', 'f')],
    };
    const seen = { search: ({ query }: { query: string }) => index[query] ?? [] } as unknown as SeenVideos;
    const run = parts(source(channelVideos('@seed', 'UCseed', ...titles, ...others), new Map()), seen);
    const { found } = await findNiche(run, question(5));
    expect(found.map(({ given, reasons }) => [given, reasons])).toEqual([
      ['@seed', []],
      ['UCboth', [{ how: 'seen', by: null, videos: 2 }]],
    ]);
  });
});
