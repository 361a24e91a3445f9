import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { UnknownOutcome } from '../../src/errors.js';
import { pictureTypeOf } from '../../src/domain/picture-type.js';
import { modelInput } from '../../src/providers/replicate/model-input.js';
import { asked, CANARY, failureOf, replicate, wish } from './emulated.js';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.reset();
});

const creates = () => asked(emulator, 'POST', '/v1/models/');
const cancels = () =>
  emulator.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/cancel')).length;

describe('a picture by Replicate', () => {
  it('is created once, looked at until it is there, and fetched without the token', async () => {
    const progress: string[] = [];
    const made = await replicate(emulator).make(wish({ onProgress: (words) => progress.push(words) }));
    expect(made).toMatchObject({ model: 'black-forest-labs/flux-schnell', usd: 0.003, notes: [] });
    expect(pictureTypeOf(made.picture.bytes)).toBe('image/png');
    expect(creates()).toBe(1);
    expect(progress).toContain('Replicate: starting (0 s)');
    const [create] = emulator.requests;
    expect(create?.path).toBe('/v1/models/black-forest-labs/flux-schnell/predictions');
    expect(create?.headers['cancel-after']).toBe('3m');
    expect(JSON.parse(create?.body ?? '')).toEqual({
      input: { prompt: wish().prompt, seed: 7, aspect_ratio: '16:9', output_format: 'png', num_outputs: 1 },
    });
    const fetched = emulator.requests.at(-1);
    expect(fetched?.path).toMatch(/^\/replicate-output\//);
    expect(fetched?.headers.authorization).toBeUndefined();
  });

  it('has a model of its own for a picture to start from, and no price when the model is not on the list', async () => {
    const reference = { bytes: new Uint8Array([1, 2, 3]), type: 'image/jpeg' } as const;
    const maker = replicate(emulator, { model: 'black-forest-labs/flux-kontext-new' });
    const made = await maker.make(wish({ reference }));
    expect(made.usd).toBeNull();
    expect(JSON.parse(emulator.requests[0]?.body ?? '')).toMatchObject({
      input: { input_image: 'data:image/jpeg;base64,AQID' },
    });
  });

  it('is asked for in the words of each model', () => {
    const reference = { bytes: new Uint8Array([1]), type: 'image/png' } as const;
    const names = (model: string) => Object.keys(modelInput(model, wish({ reference }))).sort();
    const shared = ['aspect_ratio', 'output_format', 'prompt', 'seed'];
    expect(names('black-forest-labs/flux-kontext-pro')).toEqual([...shared, 'input_image'].sort());
    expect(names('black-forest-labs/flux-2-pro')).toEqual([...shared, 'input_images'].sort());
    expect(names('black-forest-labs/flux-dev')).toEqual([...shared, 'image', 'num_outputs'].sort());
  });
});

describe('a prediction that may have been created', () => {
  it.each([
    'reset',
    'hang',
    'cut-body',
    'truncated',
    'empty',
    'wrong-type',
    'replicate:down-after-create',
    'replicate:down',
  ] as const)('is not created again after %s', async (kind) => {
    emulator.fail({ path: '/v1/models/', kind, times: 1 });
    const http = (await import('./http/real-http.js')).realHttp(300);
    const short = {
      request: (request: Parameters<typeof http.request>[0]) => http.request({ ...request, timeoutMs: 300 }),
    };
    const failure = await failureOf(replicate(emulator, { http: short }).make(wish()));
    expect(failure).toBeInstanceOf(UnknownOutcome);
    expect(failure.hint).toContain('replicate.com/predictions');
    expect(creates()).toBe(1);
  });

  it('never hides behind a fault of the client: a hundred resets are a hundred requests', async () => {
    emulator.fail({ path: '/v1/models/', kind: 'reset' });
    for (let round = 0; round < 100; round++) await failureOf(replicate(emulator).make(wish()));
    expect(creates()).toBe(100);
  });
});

describe('a refusal to create', () => {
  it.each([
    ['replicate:token-refused', 'key', 1],
    ['replicate:no-credit', 'quota', 1],
    ['replicate:throttled', 'quota', 3],
    ['replicate:throttled-late', 'quota', 1],
    ['replicate:echo', 'provider', 1],
    ['not-found', 'provider', 1],
  ] as const)('%s is a failure of kind %s after so many requests: %i', async (kind, failureKind, times) => {
    emulator.fail({ path: '/v1/models/', kind });
    const failure = await failureOf(replicate(emulator).make(wish()));
    expect(failure.kind).toBe(failureKind);
    expect(failure).not.toBeInstanceOf(UnknownOutcome);
    expect(creates()).toBe(times);
  });

  it('that says "too many" is waited out', async () => {
    emulator.fail({ path: '/v1/models/', kind: 'replicate:throttled', times: 2 });
    await replicate(emulator).make(wish());
    expect(creates()).toBe(3);
  });

  it('of a host that is not there creates nothing, and is known to', async () => {
    const gone = await startEmulator();
    await gone.close();
    const failure = await failureOf(replicate(emulator, { baseUrl: gone.url }).make(wish()));
    expect(failure).not.toBeInstanceOf(UnknownOutcome);
  });
});

describe('a prediction that makes no picture', () => {
  it.each([
    ['replicate:failed', 'NSFW content detected. Try another prompt.'],
    ['replicate:canceled', 'cancelled on the side of Replicate'],
    ['replicate:aborted', 'ended before it began'],
  ] as const)('%s is a failure', async (kind, words) => {
    emulator.fail({ path: '/v1/models/', kind });
    const failure = await failureOf(replicate(emulator).make(wish()));
    expect(failure.kind).toBe('provider');
    expect(failure.message).toContain(words);
    expect(creates()).toBe(1);
  });

  it('is cancelled when it takes more than three minutes', async () => {
    let now = 0;
    const waits: number[] = [];
    emulator.fail({ path: '/v1/models/', kind: 'replicate:stuck' });
    const failure = await failureOf(
      replicate(emulator, {
        now: () => now,
        sleep: (ms) => {
          waits.push(ms);
          now += ms;
          return Promise.resolve();
        },
      }).make(wish()),
    );
    expect(failure.message).toContain('3 minutes');
    expect(failure.message).toContain('cancelled');
    expect(waits.slice(0, 3)).toEqual([500, 800, 1280]);
    expect(Math.max(...waits)).toBe(5000);
    expect(now).toBeLessThanOrEqual(180_000);
    expect(cancels()).toBe(1);
  });

  it('is cancelled when it cannot be looked at', async () => {
    emulator.fail({ path: '/v1/predictions/p', kind: 'replicate:down', times: 3 });
    const failure = await failureOf(replicate(emulator).make(wish()));
    expect(failure.message).toContain('the prediction was cancelled');
    expect([creates(), cancels()]).toEqual([1, 1]);
  });

  it('but was done before it could be cancelled is taken: it is paid for', async () => {
    emulator.fail({ path: '/v1/predictions/p', kind: 'replicate:down-after-create', times: 3 });
    const made = await replicate(emulator).make(wish());
    expect(pictureTypeOf(made.picture.bytes)).toBe('image/png');
    expect([creates(), cancels()]).toEqual([1, 1]);
  });

  it('though it says that it did may be paid for', async () => {
    emulator.fail({ path: '/v1/models/', kind: 'replicate:null-output' });
    const failure = await failureOf(replicate(emulator).make(wish()));
    expect(failure).toBeInstanceOf(UnknownOutcome);
    expect(failure.hint).toMatch(/replicate\.com\/p\/p\d+/);
  });

  it('and can neither be looked at nor cancelled may go on, which is said', async () => {
    emulator.fail({ path: '/v1/predictions/p', kind: 'reset' });
    const failure = await failureOf(replicate(emulator).make(wish()));
    expect(failure).toBeInstanceOf(UnknownOutcome);
    expect(failure.message).toMatch(/prediction p\d+ may go on/);
    expect(creates()).toBe(1);
  });
});

describe('a picture that was made but cannot be fetched', () => {
  it.each([
    ['/replicate-output/', 'not-found'],
    ['/replicate-output/', 'html'],
    ['/v1/models/', 'replicate:private-output'],
  ] as const)('is not made again: %s %s', async (path, kind) => {
    emulator.fail({ path, kind });
    const failure = await failureOf(replicate(emulator).make(wish()));
    expect(failure).toBeInstanceOf(UnknownOutcome);
    expect(failure.kind).toBe('provider');
    expect(failure.hint).toContain('replicate.com/p/');
    expect(creates()).toBe(1);
  });
});

describe('Ctrl-C', () => {
  it('cancels the prediction within two seconds', async () => {
    emulator.fail({ path: '/v1/models/', kind: 'replicate:stuck' });
    const stop = new AbortController();
    const begun = performance.now();
    setTimeout(() => {
      stop.abort();
    }, 200);
    const failure = await failureOf(replicate(emulator).make(wish({ signal: stop.signal })));
    expect(failure).toMatchObject({ kind: 'interrupted', message: 'interrupted; the prediction was cancelled' });
    expect(performance.now() - begun).toBeLessThan(2_200);
    expect([creates(), cancels()]).toEqual([1, 1]);
  });

  it('while it is being created waits a moment for its name, and cancels it', async () => {
    const slow = await startEmulator({ latencyMs: 250 });
    try {
      const stop = new AbortController();
      setTimeout(() => {
        stop.abort();
      }, 100);
      const maker = replicate(slow, {
        sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
      });
      const failure = await failureOf(maker.make(wish({ signal: stop.signal })));
      expect(failure.message).toBe('interrupted; the prediction was cancelled');
      expect(asked(slow, 'POST', '/v1/predictions/')).toBe(1);
    } finally {
      await slow.close();
    }
  });

  it('before it was begun orders nothing', async () => {
    const failure = await failureOf(replicate(emulator).make(wish({ signal: AbortSignal.abort() })));
    expect([failure.kind, emulator.requests.length]).toEqual(['interrupted', 0]);
  });

  it('that comes when the picture is there already says where it is', async () => {
    emulator.fail({ path: '/v1/predictions/p', kind: 'replicate:down-after-create', times: 2 });
    emulator.fail({ path: '/v1/predictions/p', kind: 'hang', times: 1 });
    const stop = new AbortController();
    const looks = setInterval(() => {
      if (asked(emulator, 'GET', '/v1/predictions/') === 3) stop.abort();
    }, 10);
    const failure = await failureOf(replicate(emulator).make(wish({ signal: stop.signal })));
    clearInterval(looks);
    expect(failure.message).toBe('interrupted; Replicate had made the picture already');
    expect(failure.hint).toMatch(/replicate\.com\/p\/p\d+/);
  });

  it('says so when nobody knows', async () => {
    emulator.fail({ path: '/v1/models/', kind: 'hang' });
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort();
    }, 50);
    const failure = await failureOf(replicate(emulator).make(wish({ signal: stop.signal })));
    expect(failure).toMatchObject({
      kind: 'interrupted',
      hint: 'look at replicate.com/predictions before you try again',
    });
    expect(creates()).toBe(1);
  });
});

it('sends the token to no address but the one in the settings, and only as a header', async () => {
  emulator.fail({ path: '/v1/predictions/p', kind: 'redirect', times: 1 });
  await failureOf(replicate(emulator).make(wish()));
  for (const { path, query, body } of emulator.requests)
    expect(JSON.stringify([path, query, body])).not.toContain(CANARY);
  expect(asked(emulator, 'GET', '/elsewhere')).toBe(0);
});
