import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { expectGolden } from './expect-golden.js';
import { freshFolder, jsonOf, runInsight } from './run-insight.js';

const folder = freshFolder();
const file = (name: string) => join(folder.path, name);
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
  const fields = Buffer.from(Array.from({ length: 4 * 3 * 3 }, (_, at) => (at * 71) % 256));
  const scene = sharp(fields, { raw: { width: 4, height: 3, channels: 3 } }).resize(1280, 720, {
    fit: 'fill',
    kernel: 'nearest',
  });
  await scene.png().toFile(file('scene.png'));
  writeFileSync(file('evil.png'), '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>');
  writeFileSync(file('cut.png'), readFileSync(file('scene.png')).subarray(0, 700));
});
afterAll(async () => {
  await emulator.close();
  folder.remove();
});

describe('score title', () => {
  it('prints the parts, what to do first, and what was not judged', async () => {
    const { code, stdout, stderr } = await runInsight([
      'score',
      'title',
      'RAMEN',
      'at home',
      '--keyword',
      'vegan ramen',
      '--tags',
      'ramen,cars',
    ]);
    expect([code, stderr]).toEqual([0, '']);
    expectGolden('score-title-in-a-pipe', stdout);
  });

  it('compares with the last titles of a channel, itself left out, and books what that costs', async () => {
    const words = ['score', 'title', 'A title of its own that nobody has written before', '--channel', '@made-up-50'];
    const result = await jsonOf<{
      lastTitles: number;
      source: { cost: { units: number } };
      parts: { name: string; points: number | null }[];
    }>(words, { emulator, env: { YOUTUBE_API_KEY: 'any' } });
    expect(result.lastTitles).toBe(50);
    expect(result.source.cost.units).toBeGreaterThan(0);
    expect(result.parts.find(({ name }) => name === 'distinct')?.points).toBeGreaterThan(0);
  });

  it('reads the description from stdin', async () => {
    const words = ['score', 'title', 'Vegan ramen', '--description', '-'];
    const { parts } = await jsonOf<{ parts: { name: string; why: string }[] }>(words, { stdin: 'one\ntwo\nthree\n' });
    expect(parts.find(({ name }) => name === 'structure')?.why).toBe('3 lines');
  });

  it('wants a title', async () => {
    expect((await runInsight(['score', 'title', ' '])).code).toBe(2);
  });

  it('costs nothing but what its channel costs', async () => {
    const plan = async (...words: string[]) =>
      (
        await jsonOf<{ plan: { atMost: { units: number } } }>(['score', 'title', 'x', ...words, '--plan'], {
          emulator,
          env: { YOUTUBE_API_KEY: 'any' },
        })
      ).plan.atMost.units;
    expect(await plan()).toBe(0);
    expect(await plan('--channel', '@made-up-50')).toBeGreaterThan(2);
  });
});

describe('score thumbnail', () => {
  it('prints what was measured', async () => {
    const { code, stdout, stderr } = await runInsight(['score', 'thumbnail', 'scene.png'], { cwd: folder.path });
    expect([code, stderr]).toEqual([0, '']);
    expectGolden('score-thumbnail-in-a-pipe', stdout);
  });

  it.each([
    ['evil.png', 3, 'is no picture'],
    ['.', 3, 'is a directory'],
    ['cut.png', 2, 'damaged, or not whole'],
    ['none.png', 3, 'no file none.png'],
    ['http://169.254.169.254/latest/meta-data', 2, ''],
    ['file:///etc/passwd', 2, ''],
  ])('refuses %s with %i', async (image, code, said) => {
    const run = await runInsight(['score', 'thumbnail', image], { cwd: folder.path });
    expect(run).toMatchObject({ code, stdout: '' });
    expect(run.stderr).toContain(said);
  });

  it('asks a model with --ai alone', async () => {
    const run = await runInsight(['score', 'thumbnail', 'scene.png', '--ai'], { cwd: folder.path });
    expect([run.code, run.stdout]).toEqual([4, '']);
    const { parts, source } = await jsonOf<{
      parts: { name: string; measured: number | null }[];
      source: { cost: { modelCalls: number } };
    }>(['score', 'thumbnail', 'scene.png', '--ai', '--yes'], {
      cwd: folder.path,
      emulator,
      env: { GEMINI_API_KEY: 'any' },
    });
    expect(parts.find(({ name }) => name === 'textShare')?.measured).not.toBeNull();
    expect(source.cost.modelCalls).toBeGreaterThan(0);
  });
});

describe('thumbnails tags', () => {
  it('measures without a key, and says why there are no tags', async () => {
    const { code, stdout, stderr } = await runInsight(['thumbnails', 'tags', 'scene.png', '--json'], {
      cwd: folder.path,
    });
    expect(code).toBe(0);
    expect(stderr).toContain('GEMINI_API_KEY');
    expect(JSON.parse(stdout)).toMatchObject({
      tags: [],
      textShare: null,
      facts: { width: 1280, height: 720, type: 'image/png' },
    });
  });

  it('asks the model with one', async () => {
    const { tags, source } = await jsonOf<{ tags: { source: string }[]; source: { kind: string } }>(
      ['thumbnails', 'tags', 'scene.png', '--yes'],
      { cwd: folder.path, emulator, env: { GEMINI_API_KEY: 'any' } },
    );
    expect(tags.length).toBeGreaterThan(0);
    expect([source.kind, ...new Set(tags.map((tag) => tag.source))]).toEqual(['ai', 'ai']);
  });
});

describe('thumbnails similar', () => {
  it('says how to fill an empty index', async () => {
    const run = await runInsight(['thumbnails', 'similar', 'scene.png'], { cwd: folder.path, emulator });
    expect([run.code, run.stdout]).toEqual([3, '']);
    expect(run.stderr).toContain('insight thumbnails index @channel');
  });

  it('finds the video whose thumbnail it is, by address, and offline from then on without asking anyone', async () => {
    const home = freshFolder();
    try {
      const how = { emulator, home: home.path, cwd: folder.path };
      expect((await runInsight(['thumbnails', 'index', '@made-up-50'], how)).code).toBe(0);
      interface Found {
        thumbnails: { id: string; likeness: number; via: string }[];
        index: { pictures: number; fetched: number };
        source: { cached: boolean };
      }
      const first = await jsonOf<Found>(['thumbnails', 'similar', 'scene.png'], how);
      expect(first.index.pictures).toBeGreaterThan(5);
      const id = first.thumbnails.at(-1)?.id ?? '';
      writeFileSync(
        file('shown.jpg'),
        Buffer.from(await (await fetch(`${emulator.url}vi/${id}/hqdefault.jpg`)).arrayBuffer()),
      );
      const before = emulator.requests.length;
      const again = await jsonOf<Found>(['thumbnails', 'similar', 'shown.jpg', '--offline'], how);
      expect(again.thumbnails[0]).toMatchObject({ id, via: 'index' });
      expect(again.thumbnails[0]?.likeness).toBeGreaterThan(0.99);
      expect(again.index.fetched).toBe(0);
      expect(again.source.cached).toBe(true);
      expect(emulator.requests).toHaveLength(before);
      const byAddress = await jsonOf<Found>(
        ['thumbnails', 'similar', `${emulator.url}vi/${id}/maxresdefault.jpg`],
        how,
      );
      expect(byAddress.thumbnails[0]?.id).toBe(id);
      const refused = await runInsight(['thumbnails', 'similar', `${emulator.url}vi/${id}/0.jpg`, '--offline'], how);
      expect([refused.code, refused.stdout]).toEqual([2, '']);
      expect(refused.stderr).toContain('name the file');
    } finally {
      home.remove();
    }
  });
});

describe('a look at a picture', () => {
  interface Planned {
    plan: { atMost: { requests: number }; usual: { requests: number } };
  }
  interface Looked {
    source: { cost: { requests: number } };
  }

  it.each([['score thumbnail'], ['thumbnails tags'], ['thumbnails similar']])(
    'of %s at an address is planned, and costs no more',
    async (command) => {
      const home = freshFolder();
      try {
        const how = { emulator, home: home.path };
        await runInsight(['thumbnails', 'index', '@made-up-50'], how);
        const words = [...command.split(' '), `${emulator.url}vi/jNQXAC9IVRw/hqdefault.jpg`];
        const { plan } = await jsonOf<Planned>([...words, '--plan'], how);
        const before = emulator.requests.length;
        const { source } = await jsonOf<Looked>(words, how);
        expect(source.cost.requests).toBe(emulator.requests.length - before);
        expect(plan.usual.requests).toBe(source.cost.requests);
        expect(plan.atMost.requests).toBeGreaterThanOrEqual(source.cost.requests);
      } finally {
        home.remove();
      }
    },
  );

  it.each([
    ['thumbnails tags', [], 'tags'],
    ['score thumbnail', ['--ai'], 'scores'],
    ['thumbnails similar', [], 'tags'],
  ] as const)('of %s is kept in the history when a model was asked', async (command, more, kind) => {
    const home = freshFolder();
    try {
      const env = { GEMINI_API_KEY: 'any', YOUTUBE_API_KEY: 'any' };
      const how = { emulator, home: home.path, cwd: folder.path, env };
      const words = [...command.split(' '), 'scene.png', ...more, '--yes'];
      // The index is empty: similar finds nothing, and what the model saw is kept all the same.
      expect((await runInsight(words, how)).code).toBe(command === 'thumbnails similar' ? 3 : 0);
      await runInsight(['thumbnails', 'tags', 'scene.png'], { ...how, env: {} });
      const { entries } = await jsonOf<{ entries: { usd: number; tokensOut: number }[] }>(['history', kind], how);
      expect(entries).toMatchObject([{ kind, prompt: 'scene.png', provider: 'gemini', files: [] }]);
      expect(entries[0]?.usd).toBeGreaterThan(0);
      expect(entries[0]?.tokensOut).toBeGreaterThan(0);
      const shown = await jsonOf<object>(['history', 'show', 'last'], how);
      expect(shown).toMatchObject({ result: { schemaVersion: 1, image: 'scene.png' } });
    } finally {
      home.remove();
    }
  });
});
