import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../src/errors.js';
import { PAGE_ROUTES } from '../../src/server/pages/pages.js';
import { ROUTES } from '../../src/server/routes.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { routeName } from './route-rules.js';
import { PUBLIC_URL, ServerUnderTest } from './server-under-test.js';

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly { readonly $ref?: string; readonly name?: string; readonly in?: string }[];
  readonly responses: Readonly<Record<string, { readonly headers?: Readonly<Record<string, unknown>> }>>;
}
interface Described {
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Shown to people: these are no part of the description. */
const FOR_PEOPLE = ['GET /docs', 'GET /problems', ...PAGE_ROUTES.map(routeName)];

onEachDatabase((make) => {
  describe('the description of the API', () => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    let described: Described;
    beforeAll(async () => {
      database = await make();
      const refuse = () => Promise.reject(new Failure('too-little-data', 'there are no tools here', 'none'));
      server = await ServerUnderTest.open(database, { bench: { run: refuse } });
      const answer = await server.call<Described>('GET', '/openapi.json');
      expect(answer.status).toBe(200);
      described = answer.body;
    });
    afterAll(async () => {
      await server.parts.tools.stop();
      expect(server.unexpected).toEqual([]);
      await server.close();
      await database.remove();
    });

    const operations = () =>
      Object.entries(described.paths).flatMap(([path, item]) =>
        Object.entries(item).map(([method, operation]) => ({ name: routeName({ method, path }), path, operation })),
      );
    const operationOf = (name: string) => operations().find((each) => each.name === name)?.operation;

    it('is OpenAPI 3.1, by the schema that the OpenAPI Initiative publishes', () => {
      const file = new URL('../contract/openapi-3.1.schema.json', import.meta.url);
      const ajv = new Ajv2020({ strict: false, validateFormats: false });
      // Ajv loses its way at the one dynamic reference, which leads to this place unless another schema is laid over it.
      const text = readFileSync(file, 'utf8').replaceAll('"$dynamicRef": "#meta"', '"$ref": "#/$defs/schema"');
      const validate = ajv.compile(JSON.parse(text) as object);
      validate(described);
      expect(validate.errors).toBeNull();
      expect(validate({ ...described, paths: { 'no/slash': {} } })).toBe(false);
      const schemas = Object.entries(described.components.schemas ?? {});
      expect(schemas.length).toBeGreaterThan(5);
      for (const [name, schema] of schemas) expect([name, ajv.validateSchema(schema as object)]).toEqual([name, true]);
    });

    it('names the server', () => {
      expect(described.servers).toEqual([{ url: PUBLIC_URL }]);
    });

    it('has every route but those for people, and nothing else', () => {
      const wanted = ROUTES.map(routeName).filter((name) => !FOR_PEOPLE.includes(name));
      expect(
        operations()
          .map(({ name }) => name)
          .toSorted(),
      ).toEqual(wanted.toSorted());
      expect(wanted.length).toBeGreaterThan(20);
    });

    it('refers only to what is in it', () => {
      const refs = [...JSON.stringify(described).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref ?? '');
      const found = (ref: string) => {
        const [, , kind = '', name = ''] = ref.split('/');
        return described.components[kind]?.[name];
      };
      expect(refs.length).toBeGreaterThan(100);
      expect(refs.filter((ref) => found(ref) === undefined)).toEqual([]);
    });

    it('gives each operation a name of its own, a group that is described, and a summary', () => {
      const ids = operations().map(({ operation }) => operation.operationId);
      expect(new Set(ids).size).toBe(ids.length);
      const groups = described.tags.map(({ name }) => name);
      const lacking = operations().filter(
        ({ operation: { tags = [], summary = '' } }) =>
          summary === '' || tags.length !== 1 || !groups.includes(tags[0] ?? ''),
      );
      expect(lacking).toEqual([]);
      expect(groups.filter((group) => !operations().some(({ operation }) => operation.tags?.includes(group)))).toEqual(
        [],
      );
    });

    it('asks for a caller exactly where the route does, with the scope', () => {
      for (const { access, ...route } of ROUTES) {
        const security = operationOf(routeName(route))?.security;
        if (security === undefined) continue;
        const open = security.length === 0;
        expect([routeName(route), open]).toEqual([routeName(route), access.who === 'anyone']);
        if (access.who === 'user' && access.scope !== 'session') {
          expect(security).toContainEqual({ bearer: [access.scope] });
        }
      }
    });

    it('names the parameters of each path', () => {
      for (const { name, path, operation } of operations()) {
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, word]) => word);
        const told = (operation.parameters ?? []).filter((each) => each.in === 'path').map((each) => each.name);
        expect([name, told]).toEqual([name, inPath]);
      }
    });

    it('says the headers that answers have', async () => {
      const { token } = await server.signedIn('ada@example.org');
      const { headers } = await server.call('GET', '/api/v1/me', { token });
      const promised = Object.keys(operationOf('GET /api/v1/me')?.responses['200']?.headers ?? {});
      expect(promised).toEqual(expect.arrayContaining(['x-request-id', 'ratelimit', 'ratelimit-policy', 'etag']));
      expect(promised.filter((name) => !headers.has(name))).toEqual([]);
      const creating = operationOf('POST /api/v1/tokens');
      expect(creating?.parameters).toContainEqual({ $ref: '#/components/parameters/idempotency-key' });
      expect(Object.keys(creating?.responses['429']?.headers ?? {})).toContain('retry-after');
    });

    describe('as a page', () => {
      let page: string;
      beforeAll(async () => {
        const { status, body, headers } = await server.call<string>('GET', '/docs', {
          headers: { accept: 'text/html' },
        });
        expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8']);
        expect(headers.get('content-security-policy')).toContain("default-src 'none'");
        page = body;
      });

      it('shows every operation, each reachable from the contents', () => {
        for (const { operation, path } of operations()) {
          expect(page).toContain(`id="${operation.operationId}"`);
          expect(page).toContain(`href="#${operation.operationId}"`);
          expect(page).toContain(path);
        }
      });

      it('has no script, no style and no address of another host in it', () => {
        expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=/i);
        const addresses = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address ?? '');
        expect(addresses.filter((address) => !/^[#/](?!\/)/.test(address))).toEqual([]);
      });

      it('leads nowhere that is not there', () => {
        const ids = new Set([...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));
        expect(ids.size).toBe([...page.matchAll(/\sid="/g)].length);
        const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
        expect(links.filter((id) => !ids.has(id))).toEqual([]);
      });

      it('shows examples that the server understands', async () => {
        const { token } = await server.signedIn('bob@example.org');
        const wrong: unknown[] = [];
        const decoded = page.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
        const examples = [
          ...decoded.matchAll(
            /curl -X POST https:\/\/[^/]+(\/api\/v1\/(?:tokens|sync\/push|tools\/[\w-]+)) [^<]*?-d '([^']+)'/g,
          ),
        ];
        expect(examples.length).toBeGreaterThan(7);
        for (const [, path = '', body = ''] of examples) {
          const answer = await server.call('POST', path, { token, body });
          if (answer.status === 400) wrong.push([path, body, answer.body]);
        }
        expect(wrong).toEqual([]);
      });

      it('explains every type of problem where the type leads', async () => {
        const { body } = await server.call<string>('GET', '/problems', { headers: { accept: 'text/html' } });
        expect(body).toContain('id="too-many-requests"');
      });
    });
  });
});
