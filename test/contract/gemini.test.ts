import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import type { Fault } from '../emulator/faults.js';
import { FIELDS } from '../emulator/gemini-fields.js';
import { modelAt, threeTitles } from '../providers/gemini/gemini-parts.js';
import { openApi, schemaValidator } from './openapi.js';

const SPEC = openApi('google/generativelanguage-v1beta.openapi.json');

describe.skipIf(SPEC === null)(
  "the contract with Gemini's OpenAPI description (skipped where it is not at hand)",
  () => {
    const spec = SPEC ?? { paths: {}, components: { schemas: {} } };
    let emulator: Emulator;
    beforeAll(async () => {
      emulator = await startEmulator();
    });
    beforeEach(() => {
      emulator.reset();
    });
    afterAll(() => emulator.close());

    const faultsOf = (schema: string, value: unknown): unknown => {
      const validate = schemaValidator(spec, schema);
      return validate(value) ? [] : validate.errors;
    };
    /** The path as the description writes it: the version is in its servers. */
    const described = (path: string): string =>
      path.replace('/v1beta', '').replace(/\/models\/[^:/]+/, '/models/{modelsId}');

    describe('every request that is really sent', () => {
      it('for an answer, and for its repair with a picture, is valid', async () => {
        emulator.fail({ path: '/v1beta/', kind: 'gemini:wrong-shape', times: 1 });
        const picture = { bytes: new Uint8Array([255, 216, 255]), type: 'image/jpeg' } as const;
        await modelAt(emulator).model.ask(threeTitles({ picture }));
        expect(emulator.requests).toHaveLength(2);
        for (const { method, path, body } of emulator.requests) {
          expect(Object.keys(spec.paths[described(path)] ?? {})).toContain(method.toLowerCase());
          expect(faultsOf('GenerateContentRequest', JSON.parse(body))).toEqual([]);
        }
      });

      it('for vectors is valid', async () => {
        await modelAt(emulator).model.embed(['one', 'two'], {});
        const [{ path, body } = { path: '', body: '' }] = emulator.requests;
        expect(Object.keys(spec.paths[described(path)] ?? {})).toContain('post');
        expect(faultsOf('BatchEmbedContentsRequest', JSON.parse(body))).toEqual([]);
      });

      it('would be found faulty if it were', () => {
        expect(faultsOf('GenerateContentRequest', { contents: [{ parts: [{ words: 'x' }] }] })).not.toEqual([]);
        expect(faultsOf('GenerateContentRequest', { contents: 'x' })).not.toEqual([]);
        expect(faultsOf('GenerateContentRequest', { generationConfig: { maxOutputTokens: '1' } })).not.toEqual([]);
      });
    });

    describe('every answer of the emulator', () => {
      const post = async (action: string, body: object): Promise<string> => {
        const answer = await fetch(`${emulator.url}v1beta/models/${action}`, {
          method: 'POST',
          headers: { 'x-goog-api-key': 'k', 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        return answer.text();
      };
      const ask = { contents: [{ role: 'user', parts: [{ text: 'hello' }] }] };

      it('to generateContent is as Google describes it', async () => {
        const body = JSON.parse(await post('gemini-3.8-flash:generateContent', ask)) as object;
        expect([Object.keys(body).includes('candidates'), faultsOf('GenerateContentResponse', body)]).toEqual([
          true,
          [],
        ]);
      });

      it.each<Fault['kind'] | 'none'>([
        'none',
        'gemini:blocked',
        'gemini:safety',
        'gemini:cut',
        'gemini:no-candidates',
        'gemini:unfinished',
        'gemini:too-many',
      ])('to streamGenerateContent with the fault %s is as Google describes it', async (kind) => {
        if (kind !== 'none') emulator.fail({ path: '/v1beta/', kind, times: 1 });
        const text = await post('gemini-3.8-flash:streamGenerateContent?alt=sse', ask);
        const events = text.split('\r\n\r\n').filter((event) => event !== '');
        expect(events.length).toBeGreaterThanOrEqual(1);
        for (const event of events) {
          expect(event).toMatch(/^data: \{/);
          expect(faultsOf('GenerateContentResponse', JSON.parse(event.slice(6)))).toEqual([]);
        }
      });

      it('to batchEmbedContents and about a model is as Google describes it', async () => {
        const requests = [{ model: 'models/gemini-embedding-2', content: { parts: [{ text: 'x' }] } }];
        const vectors = JSON.parse(await post('gemini-embedding-2:batchEmbedContents', { requests })) as object;
        expect(faultsOf('BatchEmbedContentsResponse', vectors)).toEqual([]);
        const about = await fetch(`${emulator.url}v1beta/models/gemini-3.8-flash?key=k`);
        expect(faultsOf('Model', await about.json())).toEqual([]);
      });

      it.each([
        ['gemini-3.8-flash:generateContent', {}, 'contents is not specified'],
        ['gemini-3.8-flash:generateContent', { ...ask, wish: 1 }, 'Unknown name "wish"'],
        ['gemini-3.8-flash:generateContent', { contents: [{ parts: [{ words: 'x' }] }] }, `at 'contents[0].parts[0]'`],
        ['gemini-2.0-flash:generateContent', ask, 'is not found for API version v1beta'],
        ['gemini-embedding-2:generateContent', ask, 'is not found for API version v1beta'],
        ['gemini-embedding-2:batchEmbedContents', { requests: [] }, 'BatchEmbedContentsRequest.requests'],
      ])('to a bad request to %s is a refusal', async (action, body, words) => {
        const { error } = JSON.parse(await post(action, body)) as { error: { code: number; message: string } };
        expect([error.code >= 400 && error.code < 500, error.message]).toEqual([true, expect.stringContaining(words)]);
      });
    });

    it.each(Object.entries(FIELDS))("the emulator's own table says of %s what the description says", (name, fields) => {
      const described = Object.keys(spec.components.schemas[name]?.properties ?? {});
      expect(fields.split(' ').sort()).toEqual(described.sort());
    });
  },
);
