import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { imagekit } from '../providers/emulated.js';
import { openApi, schemaValidator } from './openapi.js';

const SPEC = openApi('imagekit/openapi-v1.0.0.yaml');

describe.skipIf(SPEC === null)(
  "the contract with ImageKit's OpenAPI description (skipped where it is not at hand)",
  () => {
    const spec = SPEC ?? { paths: {}, components: { schemas: {} } };
    let emulator: Emulator;
    beforeAll(async () => {
      emulator = await startEmulator();
    });
    afterAll(() => emulator.close());

    const faultsOf = (schema: string, value: unknown): unknown => {
      const validate = schemaValidator(spec, schema);
      return validate(value) ? [] : validate.errors;
    };
    /** The fields of a multipart body, their values as JSON would have them: a list travels with commas. */
    const fieldsOf = (body: string): Record<string, unknown> =>
      Object.fromEntries(
        [...body.matchAll(/name="(\w+)"[^\r]*\r\n(?:[\w-]+: [^\r]*\r\n)*\r\n([^]*?)\r\n--/g)].map(
          ([, name = '', value = '']) => [name, name === 'tags' ? value.split(',') : value === 'true' ? true : value],
        ),
      );

    it('what is really sent is valid', async () => {
      const bytes = new TextEncoder().encode('not looked at here');
      await imagekit(emulator).upload(
        { bytes, type: 'image/png' },
        { name: 'fox.png', tags: ['insight', 'thumbnail'] },
      );
      const [{ method, path, body } = { method: '', path: '', body: '' }] = emulator.requests;
      expect(Object.keys(spec.paths[path] ?? {})).toContain(method.toLowerCase());
      const fields = fieldsOf(body);
      expect(Object.keys(fields).sort()).toEqual(['file', 'fileName', 'folder', 'tags', 'useUniqueFileName']);
      expect(faultsOf('FileUploadV1', fields)).toEqual([]);
    });

    it('the answer of the emulator is as ImageKit describes it', async () => {
      const form = new FormData();
      form.set('file', new Blob(['x']), 'fox.png');
      form.set('fileName', 'fox.png');
      const answer = await fetch(`${emulator.url}api/v1/files/upload`, {
        method: 'POST',
        headers: { authorization: 'Basic eA==' },
        body: form,
      });
      expect(faultsOf('Upload', await answer.json())).toEqual([]);
    });

    it('a fault would be found', () => {
      expect(faultsOf('FileUploadV1', { file: 'x' })).not.toEqual([]);
      expect(faultsOf('FileUploadV1', { file: 'x', fileName: 'x', unknown: 1 })).not.toEqual([]);
      expect(faultsOf('Upload', { fileId: 7 })).not.toEqual([]);
    });
  },
);
