import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import sharp from 'sharp';
import stringWidth from 'string-width';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import type { Fault } from '../emulator/faults.js';
import { madeUpPicture } from '../emulator/made-up-pictures.js';
import { asked } from '../providers/emulated.js';
import type { ThumbnailsResult } from '../../src/tools/thumbnails/make-thumbnails.js';
import { CANARIES } from './canary.js';
import { hasPython, onTerminal } from './on-terminal.js';
import { freshFolder, jsonOf, runInsight, type Run } from './run-insight.js';

let emulator: Emulator;
let folder: ReturnType<typeof freshFolder>;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.reset();
  folder = freshFolder();
});
afterEach(() => {
  folder.remove();
});

const TOKEN = { REPLICATE_API_TOKEN: CANARIES.replicate };
const ALL_KEYS = { ...TOKEN, POLLINATIONS_API_KEY: CANARIES.pollinations, IMAGEKIT_PRIVATE_KEY: CANARIES.imagekit };
const GENERATE = ['thumbnails', 'generate', 'A red fox, in the snow', '--seed', '7'];

const around = (env: Record<string, string> = {}) => ({
  emulator,
  env,
  cwd: folder.path,
  home: join(folder.path, 'home'),
});
const run = (more: readonly string[], env: Record<string, string> = {}): Promise<Run> =>
  runInsight([...GENERATE, ...more], around(env));
const made = (more: readonly string[], env: Record<string, string> = {}): Promise<ThumbnailsResult> =>
  jsonOf<ThumbnailsResult>([...GENERATE, ...more], around(env));
const pictures = (): string[] =>
  existsSync(join(folder.path, 'thumbnails')) ? readdirSync(join(folder.path, 'thumbnails')) : [];
const creates = () => asked(emulator, 'POST', '/v1/models/');

describe('thumbnails generate', () => {
  it('saves a 1280×720 PNG, uploads it, and remembers it', async () => {
    const { pictures: list, source, usd, hops } = await made([], ALL_KEYS);
    const [picture] = list;
    expect(picture).toMatchObject({ provider: 'replicate', usd: 0.003, seed: 7, width: 1280, height: 720, jpeg: null });
    expect(picture?.file).toMatch(/thumbnails\/a-red-fox-in-the-snow-[a-z2-9]{4}\.png$/);
    expect(picture?.url).toMatch(/^https:\/\/ik\.imagekit\.io\/made-up\/insight\/a-red-fox/);
    expect(await sharp(picture?.file).metadata()).toMatchObject({ format: 'png', width: 1280, height: 720 });
    expect([usd, source.kind, hops.length]).toEqual([0.003, 'ai', 1]);
    expect(source.cost.requests).toBe(emulator.requests.length);
    const history = await jsonOf<{ entries: readonly object[] }>(['history', 'thumbnails'], around());
    expect(history.entries).toMatchObject([
      {
        kind: 'thumbnails',
        prompt: 'A red fox, in the snow',
        provider: 'replicate',
        usd: 0.003,
        files: [picture?.file],
      },
    ]);
  });

  it('without any key asks the last resort, and says that it is one', async () => {
    const { code, stdout, stderr } = await run([]);
    expect(code).toBe(0);
    expect(stderr).toContain('the last resort');
    expect(stderr).toContain('Not uploaded: there is no key for ImageKit.');
    expect(stdout).toContain('$0 · 1 request');
    expect(pictures()).toHaveLength(1);
  });

  it('shows in a pipe what it made', async () => {
    const { stdout } = await run(['--count', '2', '--no-upload'], TOKEN);
    const plain = stdout
      .replaceAll(folder.path, 'HERE')
      .replace(/-[a-z2-9]{4}\.png/g, '-ID.png')
      .replace(/ [\d,]+(?= +[78]\n)/g, (ms) => 'N'.padStart(ms.length));
    expect(plain.replace(/ +/g, ' ')).toBe(`“A red fox, in the snow” · $0.006 · 8 requests
Saved: 2 thumbnails, 1280×720, in HERE/thumbnails

 FILE FROM USD MS SEED
 a-red-fox-in-the-snow-ID.png replicate $0.003 N 7
 a-red-fox-in-the-snow-ID.png replicate $0.003 N 8
Next: insight history list thumbnails
`);
  });

  it.skipIf(!hasPython).each([
    [
      80,
      ` FILE FROM USD MS SEED
 a-red-fox-in-the-snow-ID.png replicate $0.003 N 7
 a-red-fox-in-the-snow-ID.png replicate $0.003 N 8
`,
    ],
    [
      40,
      ` FILE FROM USD MS
 a-red-fox-i… replicate $0.003 N
 a-red-fox-i… replicate $0.003 N
 1 more column on a wider terminal
`,
    ],
  ] as const)('shows it on %i columns, with addresses that can be copied', async (columns, table) => {
    const env = { ...ALL_KEYS, CI: '1' };
    const { code, text } = await onTerminal(columns, [...GENERATE, '--count', '2'], { emulator, env });
    expect(code, text).toBe(0);
    const lines = stripVTControlCharacters(text).replaceAll('\r', '').split('\n');
    expect(lines.filter((line) => stringWidth(line) > columns && !line.startsWith('https:'))).toEqual([]);
    const plain = lines
      .slice(lines.indexOf('') + 1)
      .join('\n')
      .replace(/-[a-z2-9]{4}\.png/g, '-ID.png')
      .replace(/-[a-z2-9]{4}_x+\d+\.png/g, '-ID.png')
      .replace(/(\$0\.003 +)[\d,]+/g, '$1N')
      .replace(/ +/g, ' ');
    expect(plain).toBe(`${table}https://ik.imagekit.io/made-up/insight/a-red-fox-in-the-snow-ID.png
https://ik.imagekit.io/made-up/insight/a-red-fox-in-the-snow-ID.png
Next: insight history list thumbnails
`);
  });

  it('makes the same picture of the same seed, and keeps both', async () => {
    const [one, two] = [await made([], TOKEN), await made([], TOKEN)];
    const [first = '', second = ''] = [one, two].map(({ pictures: [picture] }) => picture?.file);
    expect(first).not.toBe(second);
    expect(readFileSync(first).equals(readFileSync(second))).toBe(true);
  });

  it('puts them where --output or the setting says, and nothing anywhere else', async () => {
    await made(['--output', 'deep/er'], TOKEN);
    await made([], { ...TOKEN, INSIGHT_OUTPUT_DIR: join(folder.path, 'mine') });
    expect(readdirSync(join(folder.path, 'deep', 'er'))).toHaveLength(1);
    expect(readdirSync(folder.path).sort()).toEqual(['deep', 'home', 'mine']);
  });

  it('lets no project file say where is written', async () => {
    writeFileSync(join(folder.path, 'insight.config.json'), '{"outputDir": "elsewhere"}');
    writeFileSync(join(folder.path, '.env'), 'INSIGHT_OUTPUT_DIR=elsewhere\n');
    await made([], TOKEN);
    expect(existsSync(join(folder.path, 'elsewhere'))).toBe(false);
  });
});

describe('a provider that is down', () => {
  /** What goes wrong at each of the three, and who makes the picture then. */
  const CHAIN: readonly (readonly [string, readonly Fault[], string])[] = [
    ['nothing', [], 'replicate'],
    ['Replicate fails', [{ path: '/v1/models/', kind: 'replicate:failed' }], 'pollinations'],
    ['Replicate refuses', [{ path: '/v1/', kind: 'replicate:token-refused' }], 'pollinations'],
    ['Replicate is lost', [{ path: '/v1/models/', kind: 'reset' }], 'pollinations-legacy'],
    ['Replicate delivers a bomb', [{ path: '/v1/models/', kind: 'replicate:bomb' }], 'pollinations-legacy'],
    [
      'Replicate and the key of Pollinations',
      [
        { path: '/v1/', kind: 'replicate:no-credit' },
        { path: '/image/', kind: 'pollinations:no-credit' },
      ],
      'pollinations-legacy',
    ],
  ];
  it.each(CHAIN)('is followed by the next, once: %s', async (_, faults, maker) => {
    for (const fault of faults) emulator.fail(fault);
    const { pictures: list, hops } = await made([], ALL_KEYS);
    expect(list.map(({ provider }) => provider)).toEqual([maker]);
    expect(hops.at(-1)).toMatchObject({ provider: maker, outcome: 'made' });
    expect(creates()).toBe(1);
    expect(asked(emulator, 'GET', '/image/')).toBeLessThanOrEqual(1);
    expect(pictures()).toHaveLength(1);
  });

  it('is told of on stderr, with its time and price', async () => {
    emulator.fail({ path: '/v1/models/', kind: 'reset' });
    const { stderr } = await run([], ALL_KEYS);
    expect(stderr).toMatch(
      /Picture 1: replicate failed after [\d.]+ m?s, which may have cost \$0\.003: .*the picture may have been made\./,
    );
    expect(stderr).toContain('Picture 1: pollinations was not asked: it costs money');
  });

  it.each([
    [
      'all are down',
      [
        { path: '/v1/', kind: 'replicate:down' },
        { path: '/image/', kind: 'pollinations:down' },
        { path: '/prompt/', kind: 'pollinations:down' },
      ],
      5,
    ],
    [
      'all want credit',
      [
        { path: '/v1/', kind: 'replicate:no-credit' },
        { path: '/image/', kind: 'pollinations:no-credit' },
        { path: '/prompt/', kind: 'pollinations:busy' },
      ],
      6,
    ],
    [
      'all refuse',
      [
        { path: '/v1/', kind: 'replicate:token-refused' },
        { path: '/image/', kind: 'pollinations:no-key' },
        { path: '/prompt/', kind: 'pollinations:no-key' },
      ],
      4,
    ],
  ] as const)('%s: one failure, its exit code, and not a file', async (_, faults, code) => {
    for (const fault of faults) emulator.fail(fault);
    const failed = await run(['--json'], ALL_KEYS);
    expect(failed.code).toBe(code);
    expect(failed.stdout).toBe('');
    expect(failed.stderr).toMatch(
      /no picture was made: replicate failed after .*; pollinations .*; pollinations-legacy failed after /,
    );
    expect(existsSync(join(folder.path, 'thumbnails'))).toBe(false);
  });

  it('in the middle leaves what was made, with exit code 7', async () => {
    emulator.fail({ path: '/v1/models/', kind: 'replicate:failed', after: 1 });
    emulator.fail({ path: '/prompt/', kind: 'pollinations:down' });
    const { code, stdout, stderr } = await run(['--count', '3', '--json'], TOKEN);
    expect(code).toBe(7);
    expect(JSON.parse(stdout)).toMatchObject({ wanted: 3, pictures: [{ provider: 'replicate' }] });
    expect(stderr).toContain('only 1 of 3 thumbnails were made');
  });

  it('when it is the host of uploads, costs the address and not the picture', async () => {
    emulator.fail({ path: '/api/v1/files', kind: 'imagekit:down-after-upload' });
    const { code, stdout, stderr } = await run(['--json'], ALL_KEYS);
    expect(code).toBe(5);
    expect(JSON.parse(stdout)).toMatchObject({ pictures: [{ url: null }] });
    expect(stderr).toContain('saved, but not uploaded');
    expect(pictures()).toHaveLength(1);
    expect(asked(emulator, 'POST', '/api/v1/files')).toBe(1);
  });
});

describe('Ctrl-C', () => {
  it('cancels the prediction, ends with 130 within two seconds, and leaves no file', async () => {
    emulator.fail({ path: '/v1/models/', kind: 'replicate:stuck' });
    const pressed = (async () => {
      while (asked(emulator, 'GET', '/v1/predictions/') === 0) await new Promise((done) => setTimeout(done, 20));
      return performance.now();
    })();
    const { code } = await runInsight(GENERATE, { ...around(ALL_KEYS), interrupt: pressed });
    const ended = performance.now();
    expect(code).toBe(130);
    expect(ended - (await pressed)).toBeLessThan(2_000);
    const cancels = emulator.requests.filter(({ path }) => path.endsWith('/cancel'));
    expect([creates(), cancels.length]).toEqual([1, 1]);
    expect(asked(emulator, 'GET', '/image/') + asked(emulator, 'GET', '/prompt/')).toBe(0);
    expect(pictures()).toEqual([]);
  });

  it('is given the time that a slow order takes to be named, and cancels it', async () => {
    const slow = await startEmulator({ latencyMs: 1_200 });
    try {
      const pressed = (async () => {
        while (slow.requests.length === 0) await new Promise((done) => setTimeout(done, 20));
      })();
      const { code, stderr } = await runInsight(GENERATE, {
        ...around(TOKEN),
        emulator: slow,
        interrupt: pressed,
      });
      expect(code).toBe(130);
      expect(stderr).toContain('interrupted; the prediction was cancelled');
      expect(slow.requests.map(({ method, path }) => `${method} ${path.replace(/\d{9,}/, 'ID')}`)).toEqual([
        'POST /v1/models/black-forest-labs/flux-schnell/predictions',
        'POST /v1/predictions/pID/cancel',
      ]);
    } finally {
      await slow.close();
    }
  });
});

describe('what it costs', () => {
  it('is planned without asking anyone, and never more is spent', async () => {
    const plan = await jsonOf<{ plan: { atMost: Record<string, number>; estimate: object } }>(
      [...GENERATE, '--count', '3', '--plan'],
      around(ALL_KEYS),
    );
    expect(emulator.requests).toHaveLength(0);
    expect(plan.plan.estimate).toMatchObject({ priceListDate: '2026-10-07', usdMost: 0.011 });
    for (const kind of ['none', 'replicate:failed', 'replicate:throttled', 'reset'] as const) {
      emulator.reset();
      if (kind !== 'none') emulator.fail({ path: '/v1/models/', kind });
      const { source } = await made(['--count', '3'], ALL_KEYS);
      expect(source.cost.requests).toBe(emulator.requests.length);
      for (const part of ['requests', 'modelCalls', 'usd'] as const) {
        expect(source.cost[part]).toBeLessThanOrEqual(plan.plan.atMost[part] ?? 0);
      }
    }
  });

  it.each([
    ['a price above the limit', [], { INSIGHT_ASK_ABOVE_USD: '0.002' }],
    ['a model without a price', [], { INSIGHT_REPLICATE_MODEL: 'somebody/some-model' }],
    ['many pictures of a dear model', ['--count', '8'], { INSIGHT_REPLICATE_MODEL: 'black-forest-labs/flux-dev' }],
  ] as const)('is not spent by a script without --yes: %s', async (_, words, env) => {
    const refused = await run(words, { ...TOKEN, ...env });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('allow it with --yes');
    expect(emulator.requests).toHaveLength(0);
    expect((await run([...words, '--yes'], { ...TOKEN, ...env })).code).toBe(0);
  });
});

describe('a picture to start from', () => {
  beforeEach(async () => {
    writeFileSync(join(folder.path, 'me.png'), await madeUpPicture(3, 2000, 1500));
  });

  it('goes to the model that takes one, small and without its riders', async () => {
    const { pictures: list } = await made(['--reference', 'me.png'], TOKEN);
    expect(list).toMatchObject([{ model: 'black-forest-labs/flux-kontext-pro', usd: 0.04 }]);
    const { input } = JSON.parse(emulator.requests[0]?.body ?? '') as { input: Record<string, string> };
    expect(input.input_image).toMatch(/^data:image\/jpeg;base64,/);
    expect(input.input_image?.length).toBeLessThan(260_000);
  });

  it('may come from an address: public, or one of the own network for this one call', async () => {
    const other = await startEmulator();
    try {
      const address = `${other.url}prompt/x?seed=1&width=64&height=36`;
      const refused = await run(['--reference', address], TOKEN);
      expect([refused.code, other.requests.length]).toEqual([2, 0]);
      expect(refused.stderr).toContain('leads into a private network');
      expect(refused.stderr).toContain('--allow-private');
      expect((await run(['--reference', address, '--allow-private'], TOKEN)).code).toBe(0);
      expect(other.requests[0]?.headers.authorization).toBeUndefined();
    } finally {
      await other.close();
    }
  });

  it.each([
    [['--reference', 'missing.png'], TOKEN, 3, 'there is no file'],
    [['--reference', 'folder'], TOKEN, 3, 'folder'],
    [['--reference', 'text.png'], TOKEN, 3, 'no picture'],
    [['--reference', 'me.png'], {}, 4, 'only Replicate'],
    [['--reference', 'me.png', '--provider', 'pollinations'], TOKEN, 2, 'cannot start from a picture'],
    [['--reference', 'file:///etc/passwd'], TOKEN, 2, 'no http or https'],
    [['--provider', 'replicate'], {}, 4, 'no token'],
    [['--count', '9'], TOKEN, 2, '1 to 8'],
    [['--seed', '4294967296'], TOKEN, 2, '--seed'],
    [['--output', 'me.png'], TOKEN, 2, 'no folder'],
    [['--output', ''], TOKEN, 2, 'names no folder'],
  ] as const)(
    'and other words that cannot be meant are refused before anything is spent: %s',
    async (words, env, code, said) => {
      mkdirSync(join(folder.path, 'folder'));
      writeFileSync(join(folder.path, 'text.png'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
      const refused = await run(words, env);
      expect(refused.stderr).toContain(said);
      expect([refused.code, creates()]).toEqual([code, 0]);
      expect(pictures()).toEqual([]);
    },
  );
});

it('opens the pictures when it is asked to, and says so where nothing can', async () => {
  const bin = join(folder.path, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\necho "$@" > ${join(folder.path, 'opened')}\n`, { mode: 0o755 });
  const { code } = await run(['--open'], { ...TOKEN, PATH: `${bin}:${process.env.PATH ?? ''}` });
  expect(code).toBe(0);
  for (let wait = 0; wait < 50 && !existsSync(join(folder.path, 'opened')); wait++)
    await new Promise((done) => setTimeout(done, 20));
  expect(readFileSync(join(folder.path, 'opened'), 'utf8').trim()).toBe(
    join(folder.path, 'thumbnails', pictures()[0] ?? ''),
  );
});
