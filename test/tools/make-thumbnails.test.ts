import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure, UnknownOutcome } from '../../src/errors.js';
import type { PictureMaker } from '../../src/providers/ports.js';
import { makeThumbnails, type Thumbnail, type ThumbnailsWorld } from '../../src/tools/thumbnails/make-thumbnails.js';
import { planThumbnails, thumbnailsPrice } from '../../src/tools/thumbnails/plan-thumbnails.js';

const PICTURE = { bytes: new Uint8Array([1]), type: 'image/png' } as const;

/** What a maker does with each picture it is asked for, in turn; the last goes on for ever. */
type Deed = 'makes' | 'refuses' | 'fails' | 'may have made' | 'spoils';

const PAID = { provider: 'replicate', model: 'black-forest-labs/flux-schnell' };
const KEYED = { provider: 'pollinations', model: 'flux' };
const FREE = { provider: 'pollinations-legacy', model: 'flux' };
const USD: Readonly<Record<string, number>> = { replicate: 0.003, pollinations: 0.002, 'pollinations-legacy': 0 };

function maker(name: typeof PAID, deeds: readonly Deed[], log: string[]): PictureMaker {
  let asked = 0;
  return {
    ...name,
    make: () => {
      const deed = deeds[Math.min(asked++, deeds.length - 1)] ?? 'makes';
      log.push(name.provider);
      if (deed === 'refuses') return Promise.reject(new Failure('key', `${name.provider} refused`, 'key hint'));
      if (deed === 'fails') return Promise.reject(new Failure('provider', `${name.provider} failed.`, 'wait'));
      if (deed === 'may have made') {
        return Promise.reject(new UnknownOutcome('provider', `${name.provider} was lost`, 'look there'));
      }
      const picture = deed === 'spoils' ? { ...PICTURE, bytes: new Uint8Array([0]) } : PICTURE;
      return Promise.resolve({
        picture,
        model: name.model,
        remoteId: null,
        usd: USD[name.provider] ?? null,
        notes: [],
      });
    },
  };
}

function world(makers: readonly PictureMaker[], more: Partial<ThumbnailsWorld> = {}) {
  let now = 0;
  const told: Thumbnail[] = [];
  const built: ThumbnailsWorld = {
    makers,
    finish: ({ bytes }) =>
      bytes[0] === 0
        ? Promise.reject(new Failure('usage', 'the picture cannot be used', 'x'))
        : Promise.resolve({ png: bytes, jpeg: null }),
    save: (stem) => Promise.resolve({ png: `/there/${stem}.png`, jpeg: null }),
    host: null,
    requests: () => 0,
    random: () => 0,
    now: () => (now += 100),
    note: () => undefined,
    onThumbnail: (thumbnail) => {
      told.push(thumbnail);
      return Promise.resolve();
    },
    ...more,
  };
  return { built, told };
}

const wish = (count = 1) => ({
  prompt: 'a fox',
  reference: null,
  count,
  seed: 10,
  onProgress: () => undefined,
  signal: new AbortController().signal,
});

async function chained(paid: Deed[], keyed: Deed[], free: Deed[], count = 1) {
  const log: string[] = [];
  const { built, told } = world([maker(PAID, paid, log), maker(KEYED, keyed, log), maker(FREE, free, log)]);
  const made = await makeThumbnails(wish(count), built).catch((error: unknown) => error as Failure);
  return { made, log, told };
}

describe('makers asked one after the other', () => {
  it('the first that delivers is the only one asked', async () => {
    const { made, log } = await chained(['makes'], ['makes'], ['makes'], 3);
    expect(log).toEqual(['replicate', 'replicate', 'replicate']);
    expect(made).toMatchObject({
      shortfall: null,
      result: { usd: 0.009, source: { cost: { usd: 0.009, modelCalls: 3 } } },
    });
    expect(made).toMatchObject({ result: { pictures: [{ seed: 10 }, { seed: 11 }, { seed: 12 }] } });
  });

  it('one that fails is followed by the next, and not asked again', async () => {
    const { made, log } = await chained(['refuses'], ['fails'], ['makes'], 2);
    expect(log).toEqual(['replicate', 'pollinations', 'pollinations-legacy', 'pollinations-legacy']);
    expect(made).toMatchObject({
      result: {
        // A price is that of a picture: without one nothing is owed.
        usd: 0,
        hops: [
          { picture: 1, provider: 'replicate', outcome: 'failed', usd: 0, error: { kind: 'key' } },
          { picture: 1, provider: 'pollinations', outcome: 'failed', usd: 0 },
          { picture: 1, provider: 'pollinations-legacy', outcome: 'made', usd: 0 },
          { picture: 2, provider: 'pollinations-legacy', outcome: 'made', usd: 0 },
        ],
      },
    });
  });

  it.each(['may have made', 'spoils'] as const)('after one that %s nothing that costs is asked', async (deed) => {
    const { made, log } = await chained([deed], ['makes'], ['makes']);
    expect(log).toEqual(['replicate', 'pollinations-legacy']);
    expect(made).toMatchObject({
      result: {
        usd: null,
        hops: [{ outcome: 'failed', usd: null }, { outcome: 'skipped', usd: 0 }, { outcome: 'made' }],
      },
    });
  });

  it.each([
    [['refuses'], ['refuses'], ['refuses'], 'key', 'key hint'],
    [['refuses'], ['fails'], ['fails'], 'provider', 'key hint'],
    [['fails'], ['fails'], ['may have made'], 'provider', 'look there'],
  ] as const)('all down (%s, %s, %s) is one failure that tells of each', async (a, b, c, kind, hint) => {
    const { made } = await chained([...a], [...b], [...c]);
    expect(made).toMatchObject({ kind, hint });
    expect((made as Failure).message).toMatch(
      /^no picture was made: replicate failed after 100 ms, at no cost: .*; pollinations failed .*; pollinations-legacy failed/,
    );
  });

  it('what may be owed is said of each', async () => {
    const { made } = await chained(['may have made'], ['makes'], ['refuses']);
    expect((made as Failure).message).toBe(
      'no picture was made: replicate failed after 100 ms, which may have cost $0.003: replicate was lost; ' +
        'pollinations was not asked: it costs money, and this picture may be paid for already; ' +
        'pollinations-legacy failed after 100 ms, at no cost: pollinations-legacy refused',
    );
    const { built } = world([maker({ ...PAID, model: 'somebody/some-model' }, ['fails'], [])]);
    await expect(makeThumbnails(wish(), built)).rejects.toThrow('at an unknown price: replicate failed');
  });

  it('one that cannot be saved is not made again, and whoever may still have it is named', async () => {
    const log: string[] = [];
    const save = () => Promise.reject(new Failure('unexpected', 'the disk is full', 'free some space'));
    const named = { ...maker(PAID, ['makes'], log) };
    const make: PictureMaker['make'] = async (request) => ({ ...(await named.make(request)), remoteId: 'p1' });
    const { built } = world([{ ...named, make }, maker(FREE, ['makes'], log)], { save });
    await expect(makeThumbnails(wish(3), built)).rejects.toMatchObject({
      message: 'replicate made a picture that cannot be kept: the disk is full',
      hint: 'free some space; replicate has it as p1',
    });
    expect(log).toEqual(['replicate']);
  });

  it('what was made stays when the next one is not', async () => {
    const { made, told } = await chained(['makes', 'fails'], ['fails'], ['fails'], 3);
    expect(told).toHaveLength(1);
    expect(made).toMatchObject({
      shortfall: { kind: 'partial', message: expect.stringContaining('only 1 of 3') as string },
      result: { wanted: 3, pictures: [{ provider: 'replicate' }] },
    });
  });

  it('never asks a paid maker for a picture that one of them may have been paid for', async () => {
    const deed = fc.constantFrom<Deed>('makes', 'refuses', 'fails', 'may have made', 'spoils');
    const deeds = fc.array(deed, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(deeds, deeds, deeds, fc.integer({ min: 1, max: 8 }), async (a, b, c, count) => {
        const { made } = await chained(a, b, c, count);
        if (made instanceof Failure) return;
        const { hops, pictures, usd, source } = made.result;
        for (let number = 1; number <= count; number++) {
          const own = hops.filter(({ picture, outcome }) => picture === number && outcome !== 'skipped');
          const lost = own.findIndex(({ error }) => /was lost|of no use/.test(error?.message ?? ''));
          if (lost === -1) continue;
          for (const { provider } of own.slice(lost + 1)) expect(provider).toBe('pollinations-legacy');
        }
        const most = thumbnailsPrice({ makers: [PAID, KEYED, FREE], count }).most ?? 0;
        expect(source.cost.usd).toBeLessThanOrEqual(most + 1e-9);
        if (usd !== null) expect(usd).toBe(source.cost.usd);
        expect(pictures.length === count).toBe(made.shortfall === null);
      }),
      { numRuns: 500 },
    );
  });
});

describe('an upload', () => {
  const host = (upload: () => Promise<{ url: string; remoteId: string }>) => ({ provider: 'imagekit', upload });

  it('adds the address', async () => {
    const { built } = world([maker(FREE, ['makes'], [])], {
      host: host(() => Promise.resolve({ url: 'https://there/x.png', remoteId: 'u1' })),
    });
    const { result, shortfall } = await makeThumbnails(wish(), built);
    expect(result.pictures[0]).toMatchObject({ url: 'https://there/x.png', uploadId: 'u1' });
    expect(shortfall).toBeNull();
  });

  it('that fails leaves the file, and is said with its own exit code', async () => {
    const { built, told } = world([maker(FREE, ['makes'], [])], {
      host: host(() => Promise.reject(new Failure('key', 'refused', 'check'))),
    });
    const { result, shortfall } = await makeThumbnails(wish(2), built);
    expect(result.pictures.map(({ url }) => url)).toEqual([null, null]);
    expect(told).toHaveLength(2);
    expect(shortfall).toMatchObject({ kind: 'key', message: 'saved, but not uploaded: refused' });
  });

  it('that is interrupted does not make the picture forgotten', async () => {
    const { built, told } = world([maker(FREE, ['makes'], [])], {
      host: host(() => Promise.reject(new Failure('interrupted', 'Interrupted.', 'x'))),
    });
    await expect(makeThumbnails(wish(2), built)).rejects.toMatchObject({
      kind: 'interrupted',
      message: 'interrupted while it was uploaded; made and saved before: 1 of 2 thumbnails',
    });
    expect(told).toHaveLength(1);
  });

  it('that breaks in a way that nobody foresaw does not make it forgotten either', async () => {
    const { built, told } = world([maker(FREE, ['makes'], [])], { host: host(() => Promise.reject(new Error('?'))) });
    expect((await makeThumbnails(wish(), built)).shortfall).toMatchObject({ kind: 'unexpected' });
    expect(told).toHaveLength(1);
  });
});

describe('the plan', () => {
  const plan = (makers: readonly (typeof PAID)[], count: number) =>
    planThumbnails({ makers, count, uploads: false, referenceRequests: 0 }).plan;

  it('counts every maker that may be paid in vain', () => {
    expect(plan([PAID, KEYED, FREE], 3)).toMatchObject({
      usual: { modelCalls: 3, usd: 0.009 },
      atMost: { usd: 0.011, modelCalls: 9 },
      estimate: { model: 'black-forest-labs/flux-schnell', usdLeast: 0, usdMost: 0.011, priceListDate: '2026-10-07' },
    });
  });

  it('knows no price that is not on the list', () => {
    const unknown = { provider: 'replicate', model: 'somebody/some-model' };
    expect(plan([unknown, FREE], 1)).toMatchObject({
      usual: { usd: null },
      atMost: { usd: null },
      estimate: { usdMost: null, priceListDate: null },
    });
  });

  it('costs nothing where only the free host is asked', () => {
    expect(plan([FREE], 8).atMost.usd).toBe(0);
  });
});
