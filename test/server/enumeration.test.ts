import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryCounters } from '../../src/server/limits/counters.js';
import type { Letter } from '../../src/server/mail/mailer.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { PASSWORD, PUBLIC_URL, QUICK_PASSWORDS, ServerUnderTest } from './server-under-test.js';

const KNOWN = 'known-person@example.org';
/** As long: a length would tell. */
const UNKNOWN = 'no-one-there@example.org';
const WRONG = 'not the password of anybody';

interface Question {
  readonly path: string;
  readonly status: number;
  readonly fields: (email: string) => Readonly<Record<string, string>>;
  readonly form?: true;
}

/** Everything that somebody who is not signed in can say an address to. */
const QUESTIONS: readonly (readonly [string, Question])[] = [
  ['signing in', { path: '/api/v1/sessions', status: 401, fields: (email) => ({ email, password: WRONG }) }],
  ['registering', { path: '/api/v1/accounts', status: 202, fields: (email) => ({ email, password: WRONG }) }],
  ['a weak registering', { path: '/api/v1/accounts', status: 422, fields: (email) => ({ email, password: 'short' }) }],
  ['asking for a link', { path: '/api/v1/password-resets', status: 202, fields: (email) => ({ email }) }],
  [
    'signing in on the page',
    { path: '/sign-in', status: 401, form: true, fields: (email) => ({ email, password: WRONG, next: '/' }) },
  ],
  [
    'registering on the page',
    { path: '/register', status: 303, form: true, fields: (email) => ({ email, password: WRONG }) },
  ],
  ['asking for a link on the page', { path: '/forgot', status: 303, form: true, fields: (email) => ({ email }) }],
];

describe('whether an address has an account', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    let done: { hashes: number; changes: number };
    const letters: Letter[] = [];
    beforeEach(async () => {
      database = await make();
      done = { hashes: 0, changes: 0 };
      const mailer = { post: (letter: Letter) => void letters.push(letter) };
      server = await ServerUnderTest.open(database, { counters: memoryCounters(), passwords: QUICK_PASSWORDS, mailer });
      await server.signedIn(KNOWN);
      const { database: real, passwords } = server.parts;
      // What takes time is counted: each hash costs a core for a while, each change waits for the disk.
      Object.assign(server.parts, {
        passwords: {
          ...passwords,
          hash: (password: string) => {
            done.hashes += 1;
            return passwords.hash(password);
          },
          verify: (hash: string | null, password: string) => {
            done.hashes += 1;
            return passwords.verify(hash, password);
          },
        },
        database: {
          ...real,
          write: (work: Parameters<typeof real.write>[0]) => {
            done.changes += 1;
            return real.write(work);
          },
        },
      });
    });
    afterEach(async () => {
      expect(server.unexpected).toEqual([]);
      await server.close();
      await database.remove();
    });

    const ask = async ({ path, fields, form }: Question, email: string, from: string) => {
      const sent = fields(email);
      const headers = { 'x-request-id': 'the-same-for-both', accept: form === true ? 'text/html' : '*/*' };
      const page = { origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin' };
      const before = { ...done };
      const answer =
        form === true
          ? await server.call('POST', path, {
              from,
              body: new URLSearchParams(sent).toString(),
              headers: { ...headers, ...page, 'content-type': 'application/x-www-form-urlencoded' },
            })
          : await server.call('POST', path, { from, body: sent, headers });
      // The page says again what was typed.
      const body = JSON.stringify(answer.body).replaceAll(UNKNOWN, KNOWN);
      const work = { hashes: done.hashes - before.hashes, changes: done.changes - before.changes };
      return { status: answer.status, headers: [...answer.headers], body, ...work };
    };

    it.each(QUESTIONS)(
      'is not told by %s: the same answer after the same work, also the tenth time',
      async (_, question) => {
        for (let time = 1; time <= 10; time += 1) {
          const [known, unknown] = [
            await ask(question, KNOWN, '192.0.2.10'),
            await ask(question, UNKNOWN, '192.0.2.11'),
          ];
          expect(unknown).toEqual(known);
          if (time === 1) expect(known.status).toBe(question.status);
        }
      },
    );

    it('is not told by the password being right, when the account waits to be confirmed', async () => {
      const wish = { email: UNKNOWN, password: PASSWORD };
      expect((await server.call('POST', '/api/v1/accounts', { body: wish })).status).toBe(202);
      expect(letters.at(-1)?.to).toBe(UNKNOWN);
      for (const path of ['/api/v1/sessions', '/sign-in']) {
        const form = path === '/sign-in';
        const question = (password: string): Question => ({
          path,
          status: 401,
          ...(form && { form }),
          fields: (email) => ({ email, password }),
        });
        const known = await ask(question(WRONG), KNOWN, '192.0.2.10');
        expect(await ask(question(PASSWORD), UNKNOWN, '192.0.2.11')).toEqual(known);
      }
    });

    it('is not told by the password being right, when the account is suspended', async () => {
      await server.database.reader.updateTable('account').set({ state: 'suspended' }).execute();
      const question = {
        path: '/api/v1/sessions',
        status: 401,
        fields: (email: string) => ({ email, password: PASSWORD }),
      };
      expect(await ask(question, UNKNOWN, '192.0.2.11')).toEqual(await ask(question, KNOWN, '192.0.2.10'));
    });
  });
});
