import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Http } from '../../../src/providers/http/request.js';
import { startEmulator, type Emulator } from '../../emulator/emulator.js';
import type { Fault } from '../../emulator/faults.js';
import { failureOf } from '../channel-of.js';
import { realHttp } from '../http/real-http.js';
import { modelAt, threeTitles } from './gemini-parts.js';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => {
  emulator.reset();
});
afterAll(() => emulator.close());

const PATH = '/v1beta/models/';
const fail = (kind: Fault['kind'], times?: number): void => {
  emulator.fail({ path: PATH, kind, ...(times === undefined ? {} : { times }) });
};
/** What was sent: the last text of each request is the ask. */
const sent = () =>
  emulator.requests.map(({ body }) => {
    const { contents = [], systemInstruction } = JSON.parse(body) as {
      contents?: { parts: { text?: string }[] }[];
      systemInstruction?: { parts: { text: string }[] };
    };
    return {
      texts: contents.flatMap(({ parts }) => parts.flatMap(({ text }) => (text === undefined ? [] : [text]))),
      system: systemInstruction?.parts.map(({ text }) => text).join('') ?? '',
    };
  });

describe('an answer', () => {
  it('comes in one streamed request, with thoughts left out and what it took', async () => {
    const { model, book, usages, progress, told } = modelAt(emulator);
    const { titles } = await model.ask(threeTitles(told));
    expect([titles.length, new Set(titles).size]).toEqual([3, 3]);
    expect(emulator.requests.map(({ method, path, query }) => [method, path, query.alt])).toEqual([
      ['POST', '/v1beta/models/gemini-3.8-flash:streamGenerateContent', ['sse']],
    ]);
    const [usage] = usages;
    const { tokensIn, tokensOut } = usage ?? { tokensIn: 0, tokensOut: 0 };
    // 0.75 and 3.75 dollars a million until the end of 2026.
    expect(usage).toMatchObject({ model: 'gemini-3.8-flash', usd: (tokensIn * 0.75 + tokensOut * 3.75) / 1e6 });
    expect([tokensIn > 50, tokensOut > 20, usages.length]).toEqual([true, true, 1]);
    expect(book.tokens).toEqual([{ keyId: book.calls[0], tokensIn, tokensOut }]);
    expect(progress.at(-1)).toMatch(/^three titles: \d+\.\d kB of the answer$/);
    // The same question has the same answer here, whatever the mark around the material.
    expect((await modelAt(emulator, { random: () => 0.9 }).model.ask(threeTitles())).titles).toEqual(titles);
  });

  it('is asked for with everything that keeps its shape, and nothing that would ask again by itself', async () => {
    await modelAt(emulator).model.ask(threeTitles());
    const [request] = emulator.requests;
    const sent = JSON.parse(request?.body ?? '') as object;
    expect(sent).toMatchObject({
      generationConfig: {
        responseMimeType: 'application/json',
        responseJsonSchema: threeTitles().schema,
        maxOutputTokens: 16_384,
        thinkingConfig: { thinkingLevel: 'LOW' },
      },
    });
    expect(Object.keys(sent).sort()).toEqual(['contents', 'generationConfig', 'systemInstruction']);
    expect(request?.headers['x-goog-api-key']).toBe('AIzaCANARY-first-of-three-1111');
  });

  it('is asked of the address and with the key that were given, whatever the environment holds for the SDK', async () => {
    const others = {
      GOOGLE_GENAI_USE_VERTEXAI: 'true',
      GOOGLE_GENAI_USE_ENTERPRISE: 'true',
      GOOGLE_CLOUD_PROJECT: 'somebody',
      GOOGLE_CLOUD_LOCATION: 'somewhere',
      GOOGLE_API_KEY: 'AIzaCANARY-of-the-environment',
      GEMINI_API_KEY: 'AIzaCANARY-of-the-environment',
      GOOGLE_GEMINI_BASE_URL: 'http://127.0.0.1:9/',
    };
    for (const [name, value] of Object.entries(others)) vi.stubEnv(name, value);
    const warned = vi.spyOn(console, 'warn');
    try {
      await modelAt(emulator).model.ask(threeTitles());
      expect(warned).not.toHaveBeenCalled();
    } finally {
      warned.mockRestore();
      vi.unstubAllEnvs();
    }
    expect(emulator.requests.map(({ path, headers }) => [path, headers['x-goog-api-key']])).toEqual([
      ['/v1beta/models/gemini-3.8-flash:streamGenerateContent', 'AIzaCANARY-first-of-three-1111'],
    ]);
    expect(JSON.stringify(emulator.requests)).not.toContain('of-the-environment');
  });

  it('may be about a picture', async () => {
    const picture = { bytes: new Uint8Array([137, 80, 78, 71]), type: 'image/png' } as const;
    await modelAt(emulator).model.ask(threeTitles({ picture }));
    expect(emulator.requests[0]?.body).toContain('"inlineData":{"mimeType":"image/png","data":"iVBORw=="}');
  });

  it('of a model without a known price costs nobody knows what', async () => {
    const { model, usages, told } = modelAt(emulator, { model: 'gemini-3.7-flash' });
    await model.ask(threeTitles(told));
    expect(usages.map(({ usd }) => usd)).toEqual([null]);
  });
});

describe('an answer of no use', () => {
  it.each<[Fault['kind'], RegExp]>([
    ['gemini:bad-json', /It is no JSON, or is cut before its end\./],
    ['gemini:unfinished', /It is no JSON, or is cut before its end\./],
    ['gemini:wrong-shape', /There is no list "titles"\./],
    ['gemini:too-many', /exactly 3 titles, not 5\./],
    ['gemini:too-few', /exactly 3 titles, not 2\./],
    ['gemini:duplicates', /The titles must differ\./],
    ['gemini:cut', /too long and was cut/],
    ['gemini:huge', /longer than a million characters/],
  ])('%s is repaired once, with what was wrong', async (kind, words) => {
    fail(kind, 1);
    const { model, usages, told } = modelAt(emulator);
    expect((await model.ask(threeTitles(told))).titles).toHaveLength(3);
    const [first, second] = sent();
    expect([emulator.requests.length, usages.length]).toEqual([2, 2]);
    expect(first?.texts.join()).not.toMatch(words);
    expect(second?.texts.find((text) => text.includes('what was wrong with it'))).toMatch(words);
    expect(second?.texts.at(-1)).toMatch('Your earlier answer could not be used');
  });

  it.each<Fault['kind']>(['gemini:bad-json', 'gemini:wrong-shape', 'gemini:too-many', 'gemini:cut'])(
    '%s twice is a failure of the provider, and not asked a third time',
    async (kind) => {
      fail(kind);
      const failure = await failureOf(modelAt(emulator).model.ask(threeTitles()));
      expect([failure.kind, emulator.requests.length]).toEqual(['provider', 2]);
      expect(failure.message).toMatch(/^Gemini gave three titles twice in a form that is of no use: [^\n]+$/);
    },
  );

  it.each<[Fault['kind'], string]>([
    ['gemini:blocked', 'Gemini refused the prompt (PROHIBITED_CONTENT).'],
    ['gemini:safety', 'Gemini refused to finish its answer (SAFETY).'],
    ['gemini:recitation', 'Gemini refused to finish its answer (RECITATION).'],
    ['gemini:no-candidates', 'Gemini gave no answer.'],
  ])('%s is not asked for again', async (kind, message) => {
    fail(kind);
    const { model, usages, told } = modelAt(emulator);
    const failure = await failureOf(model.ask(threeTitles(told)));
    expect([failure.kind, failure.message, emulator.requests.length]).toEqual(['provider', message, 1]);
    // It was paid for all the same.
    expect(usages).toHaveLength(1);
  });

  it('is taken out of code fences, and without names that could change all objects', async () => {
    fail('gemini:fenced', 1);
    expect((await modelAt(emulator).model.ask(threeTitles())).titles).toHaveLength(3);
    fail('gemini:proto', 1);
    const raw = await modelAt(emulator).model.ask(threeTitles({ read: (answer) => answer as { titles: string[] } }));
    expect([Object.keys(raw), Object.getPrototypeOf(raw) === Object.prototype]).toEqual([['titles'], true]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('a call that goes wrong on the way', () => {
  it.each<[Fault['kind'], RegExp]>([
    ['reset', /^Gemini could not be reached: the connection was cut\.$/],
    ['cut-body', /^Gemini could not be reached: /],
    ['internal-error', /^Gemini failed \(/],
    ['gemini:bad-gateway', /^Gemini failed \(HTTP 502\)\.$/],
    ['gemini:overloaded', /^Gemini failed \(HTTP 503\)\.$/],
    ['html', /^Gemini's answer could not be read/],
    ['truncated', /^Gemini's answer could not be read/],
    ['deep', /^Gemini's answer could not be read/],
    ['wrong-type', /^Gemini's answer could not be read/],
    ['empty', /^Gemini gave no answer\.$/],
    ['false-gzip', /^Gemini could not be reached: its answer could not be unpacked\.$/],
    ['gzip-bomb', /^Gemini sent more than the 16 MB/],
    ['redirect', /^Gemini refused the request \(HTTP 302\)\.$/],
    ['not-found', /^Gemini has no such model \(HTTP 404\)\.$/],
  ])('%s ends as a failure after one request', async (kind, message) => {
    fail(kind);
    const { model, tries, told } = modelAt(emulator);
    const failure = await failureOf(model.ask(threeTitles(told)));
    expect(failure.message).toMatch(message);
    expect([failure.kind, emulator.requests.length, tries()]).toEqual(['provider', 1, 1]);
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain('CANARY');
  });

  it('that nobody answers in time is not sent again', async () => {
    fail('hang');
    const patient = realHttp();
    const http: Http = { request: (wish) => patient.request({ ...wish, timeoutMs: 200 }) };
    const failure = await failureOf(modelAt(emulator, { http }).model.ask(threeTitles()));
    expect([failure.kind, failure.message]).toEqual(['provider', 'Gemini gave no whole answer within 0.2 s.']);
    expect(emulator.requests).toHaveLength(1);
  });

  it('echo shows no key', async () => {
    fail('echo');
    const failure = await failureOf(modelAt(emulator).model.ask(threeTitles()));
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain('CANARY');
  });

  it('is stopped with the run', async () => {
    fail('hang');
    const stopped = new AbortController();
    const asked = failureOf(modelAt(emulator).model.ask(threeTitles({ signal: stopped.signal })));
    setTimeout(() => {
      stopped.abort();
    }, 50);
    expect((await asked).kind).toBe('interrupted');
    expect(emulator.requests).toHaveLength(1);
  });

  it('waits for a slow answer', async () => {
    fail('gemini:slow', 1);
    expect((await modelAt(emulator).model.ask(threeTitles())).titles).toHaveLength(3);
  });
});

describe('vectors', () => {
  it('come one for each text, a hundred a request', async () => {
    const { model, usages, told, book } = modelAt(emulator);
    const texts = Array.from({ length: 130 }, (_, at) => `text ${at % 10}`);
    const vectors = await model.embed(texts, told);
    expect([vectors.length, vectors[0]?.length]).toEqual([130, 768]);
    expect(vectors[3]).toEqual(vectors[113]);
    expect(vectors[3]).not.toEqual(vectors[4]);
    expect(emulator.requests.map(({ path }) => path)).toEqual([
      '/v1beta/models/gemini-embedding-2:batchEmbedContents',
      '/v1beta/models/gemini-embedding-2:batchEmbedContents',
    ]);
    const [first] = usages;
    expect([usages.length, first?.usd]).toEqual([2, ((first?.tokensIn ?? 0) * 0.2) / 1e6]);
    expect(book.tokens.map(({ tokensIn }) => tokensIn)).toEqual(usages.map(({ tokensIn }) => tokensIn));
    expect(await model.embed([], told)).toEqual([]);
  });

  it.each<Fault['kind']>(['wrong-type', 'truncated', 'html', 'empty'])('%s is no vector', async (kind) => {
    fail(kind);
    expect((await failureOf(modelAt(emulator).model.embed(['a'], {}))).message).toMatch(
      "Gemini's answer could not be read",
    );
  });
});
