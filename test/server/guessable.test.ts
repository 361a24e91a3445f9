import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { shippedPasswords } from '../../src/server/accounts/shipped-passwords.js';
import { checkPassword } from '../../src/server/accounts/password-rules.js';

const list = shippedPasswords();
let common: ReadonlySet<string>;
beforeAll(async () => {
  common = await list();
});

const check = (password: string, email = 'ada.lovelace@example.org') => checkPassword(password, email, list);

describe('the list of common passwords', () => {
  it('has more of those that may be taken than the 3,000 of ASVS 5, in small letters', () => {
    const long = [...common].filter((password) => password.length >= 12);
    expect(long.length).toBeGreaterThan(3_000);
    expect(long.filter((password) => password !== password.toLowerCase())).toEqual([]);
  });

  it('is read once', async () => {
    expect(await list()).toBe(common);
  });
});

describe('a password', () => {
  it.each([
    ['qwerty123456', 'as it stands in the list'],
    ['QWERTY123456', 'in capitals'],
    ['Password2026!', 'with digits and signs behind a common one'],
    ['!!!123dragon', 'with digits and signs before a common one'],
    ['sunshinesunshine', 'said twice'],
    ['sunshinesunshine1', 'said twice, with a digit'],
    ['a7$a7$a7$a7$', 'a few signs again and again'],
    ['            aaaa', 'of two signs'],
    ['insight-2026', 'the name of this server with a year'],
    ['InsightStream!', 'the name of this program'],
  ])('%j is refused: %s', async (password) => {
    await expect(check(password)).rejects.toMatchObject({
      problem: 'unprocessable',
      message: expect.stringContaining('Many people') as string,
    });
  });

  it.each(['ada.lovelace@example.org', 'Ada.Lovelace1815', 'ada.lovelace', '!example.org!', 'example12345'])(
    '%j is refused as much like the address',
    async (password) => {
      await expect(check(password)).rejects.toMatchObject({
        message: expect.stringContaining('your address') as string,
      });
    },
  );

  it.each(['short', 'x'.repeat(257)])('of another length than 12 to 256 is refused', async (password) => {
    await expect(check(password)).rejects.toMatchObject({ problem: 'unprocessable' });
  });

  it.each([
    'eleven purple elephants',
    'dragon with a password',
    'zwölf Boxkämpfer',
    '正確馬電池釘書針正確馬電池釘',
    'password839201746355',
    'ada.lovelace wrote notes',
  ])('%j may be taken', async (password) => {
    await check(password);
  });

  it('of four words out of the list itself, with spaces, may always be taken', async () => {
    const words = [...common].filter((word) => /^[a-z]{4,8}$/.test(word));
    const word = fc.integer({ min: 0, max: words.length - 1 }).map((at) => words[at] ?? '');
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(word, { minLength: 4, maxLength: 4 }), (four) => check(four.join(' '))),
      { numRuns: 300 },
    );
  });

  it('made at random by a program may always be taken', async () => {
    const sign = fc.constantFrom(...Array.from('abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-_!'));
    const password = fc.array(sign, { minLength: 16, maxLength: 32 }).map((signs) => signs.join(''));
    await fc.assert(
      fc.asyncProperty(
        password.filter((text) => new Set(text).size > 8),
        (text) => check(text),
      ),
      { numRuns: 300 },
    );
  });
});
