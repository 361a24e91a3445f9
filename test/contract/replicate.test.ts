import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OwnFault } from '../emulator/answerer.js';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { replicate, wish } from '../providers/emulated.js';
import { openApi, schemaValidator, type OpenApi } from './openapi.js';

const SPEC = openApi('replicate/openapi.json');

/** Its `version` is one of any text and the text "hidden", which would make "hidden" both and so neither. */
function mended(spec: OpenApi): OpenApi {
  return JSON.parse(JSON.stringify(spec).replaceAll('"oneOf"', '"anyOf"')) as OpenApi;
}

describe.skipIf(SPEC === null)(
  "the contract with Replicate's OpenAPI description (skipped where it is not at hand)",
  () => {
    const spec = mended(SPEC ?? { paths: {}, components: { schemas: {} } });
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
      path
        .replace(/^\/v1/, '')
        .replace(/^\/models\/[^/]+\/[^/]+/, '/models/{model_owner}/{model_name}')
        .replace(/^\/predictions\/[^/]+/, '/predictions/{prediction_id}');

    it('every request that is really sent is valid: create, look, cancel, with and without a picture', async () => {
      const reference = { bytes: new Uint8Array([255, 216, 255]), type: 'image/jpeg' } as const;
      await replicate(emulator).make(wish());
      await replicate(emulator, { model: 'black-forest-labs/flux-kontext-pro' }).make(wish({ reference }));
      emulator.fail({ path: '/v1/models/', kind: 'replicate:stuck' });
      const stop = AbortSignal.timeout(100);
      await replicate(emulator)
        .make(wish({ signal: stop }))
        .catch(() => null);
      const sent = emulator.requests.filter(({ path }) => path.startsWith('/v1/'));
      const seen = new Set<string>();
      for (const { method, path, body } of sent) {
        const operations = spec.paths[described(path)] ?? {};
        expect(Object.keys(operations), described(path)).toContain(method.toLowerCase());
        seen.add(`${method} ${described(path)}`);
        if (body !== '') expect(faultsOf('schemas_prediction_request', JSON.parse(body))).toEqual([]);
      }
      expect([...seen].sort()).toEqual([
        'GET /predictions/{prediction_id}',
        'POST /models/{model_owner}/{model_name}/predictions',
        'POST /predictions/{prediction_id}/cancel',
      ]);
      for (const { headers } of sent) expect(headers.authorization).toMatch(/^Bearer \S+$/);
    });

    it.each<OwnFault | 'none'>([
      'none',
      'replicate:failed',
      'replicate:canceled',
      'replicate:aborted',
      'replicate:null-output',
      'replicate:stuck',
    ])('every answer of the emulator is as Replicate describes it: %s', async (kind) => {
      if (kind !== 'none') emulator.fail({ path: '/v1/models/', kind });
      const headers = { authorization: 'Bearer x', 'content-type': 'application/json' };
      const ask = async (path: string, init: RequestInit = {}) =>
        (await fetch(`${emulator.url}v1/${path}`, { headers, ...init })).json() as Promise<{ readonly id: string }>;
      const body = JSON.stringify({ input: { prompt: 'a fox' } });
      const made = await ask('models/black-forest-labs/flux-schnell/predictions', { method: 'POST', body });
      const looks = [await ask(`predictions/${made.id}`), await ask(`predictions/${made.id}`)];
      const cancelled = await ask(`predictions/${made.id}/cancel`, { method: 'POST' });
      for (const answer of [made, ...looks, cancelled]) {
        expect(faultsOf('schemas_prediction_response', answer)).toEqual([]);
      }
    });

    it('a fault would be found', () => {
      expect(faultsOf('schemas_prediction_request', { input: {}, wait: true })).not.toEqual([]);
      expect(faultsOf('schemas_prediction_response', { id: 'x' })).not.toEqual([]);
    });
  },
);
