import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownCopy } from '../../../../src/providers/files/cells/cell-text.js';
import { parseCount } from '../../../../src/providers/files/cells/counts.js';
import { parseDate } from '../../../../src/providers/files/cells/dates.js';
import { DayOrder } from '../../../../src/providers/files/cells/day-order.js';
import { parseTags } from '../../../../src/providers/files/cells/tags.js';

describe('counts', () => {
  it.each([
    ['1234', 1234],
    [' 0 ', 0],
    ['2595.0', 2595],
    ['1,234,567', 1_234_567],
    ['1.234.567', 1_234_567],
    ['1 234 567', 1_234_567],
    ["1'234'567", 1_234_567],
    ['1\u00a0234\u202f567', null],
    ['1\u00a0234\u00a0567', 1_234_567],
    ['1\u202f234', 1234],
    ['1.234', 1234],
    ['12,34,567', 1_234_567],
    ['1,234.00', 1234],
    ['1.234,00', 1234],
    ['1.5E+06', 1_500_000],
    ['1.2M', 1_200_000],
    ['3.4K', 3400],
    ['3,4k', 3400],
    ['1.234K', null],
    ['-5', null],
    ['3.7', null],
    ['12,5', null],
    ['many', null],
    ['99999999999999999999', null],
    ['', null],
    ['N/A', null],
  ])('reads %j as %s', (text, value) => {
    expect(parseCount(text).value).toBe(value);
  });

  it('tells what is damaged from what is not there', () => {
    for (const text of ['-5', '3.7', 'many', '1.234K']) expect(parseCount(text).problem).toBe('unreadable');
    for (const text of ['', 'N/A', 'nan', '-', 'None', null, undefined]) expect(parseCount(text).problem).toBeNull();
    expect(parseCount('1.2M').problem).toBe('rounded');
    expect(parseCount(-1).problem).toBe('unreadable');
  });

  it('reads every whole number however it is grouped', () => {
    fc.assert(
      fc.property(
        fc.nat(2 ** 31 - 1),
        fc.constantFrom('en-US', 'de-DE', 'fr-FR', 'de-CH', 'en-IN'),
        (count, locale) => {
          expect(parseCount(count.toLocaleString(locale)).value).toBe(count);
        },
      ),
    );
  });
});

describe('dates', () => {
  const at = (...parts: [number, number, number, number?, number?, number?]) =>
    Date.UTC(parts[0], parts[1] - 1, parts[2], parts[3] ?? 0, parts[4] ?? 0, parts[5] ?? 0);
  it.each([
    ['2024-01-03T07:00:30Z', at(2024, 1, 3, 7, 0, 30)],
    ['2012-12-17 17:51:24+00:00', at(2012, 12, 17, 17, 51, 24)],
    ['2012-12-17T17:51:24-0530', at(2012, 12, 17, 23, 21, 24)],
    ['2026-01-28T00:26:46.333802+00:00', at(2026, 1, 28, 0, 26, 46) + 333],
    ['2024-01-03', at(2024, 1, 3)],
    ['2024/1/3 7:05', at(2024, 1, 3, 7, 5)],
    ['Apr 1, 2025', at(2025, 4, 1)],
    ['April 1 2025', at(2025, 4, 1)],
    ['1 abr. 2025', at(2025, 4, 1)],
    ['1 de abril de 2025', at(2025, 4, 1)],
    ['1. März 2025', at(2025, 3, 1)],
    ['Fri, 25 Apr 2025 23:00:48 GMT', at(2025, 4, 25, 23, 0, 48)],
    ['Apr 1, 2025, 10:22 PM', at(2025, 4, 1, 22, 22)],
    ['20140614', at(2014, 6, 14)],
    ['20140614.0', at(2014, 6, 14)],
    ['1402704000', at(2014, 6, 14)],
    [1402704000, at(2014, 6, 14)],
    ['1402704000000', at(2014, 6, 14)],
    ['17.14.11', at(2017, 11, 14)],
    ['02-02-2024', at(2024, 2, 2)],
    ['2024-02-30', null],
    ['2024-02-29T00:00:00Z', at(2024, 2, 29)],
    ['2023-02-29T00:00:00Z', null],
    ['1899-12-30', null],
    ['yesterday', null],
    ['', null],
    [true, null],
  ])('reads %j', (text, moment) => {
    expect(parseDate(text)).toBe(moment);
  });

  const column = (...cells: string[]) => {
    const order = new DayOrder();
    const read: (number | null)[] = [];
    cells.forEach((cell, row) => {
      order.read(cell, (moment) => (read[row] = moment));
    });
    return { note: order.close(), read };
  };

  it('lets the column decide which number is the day, also for the rows before', () => {
    expect(column('03/04/2025', '13/04/2025').read).toEqual([at(2025, 4, 3), at(2025, 4, 13)]);
    expect(column('03-04-2025', '03-14-2025').read).toEqual([at(2025, 3, 4), at(2025, 3, 14)]);
    expect(column('03/04/2025', '13/04/2025').note).toBeNull();
  });

  it('takes a slash for month first, a hyphen or dot for day first when nothing decides, and says so', () => {
    expect(column('03/04/2025')).toEqual({
      read: [at(2025, 3, 4)],
      note: 'No date of the file tells day from month: 03/04/2025 was taken for March 4.',
    });
    expect(column('03.04.2025').read).toEqual([at(2025, 4, 3)]);
    expect(column('03-04-2025', '05-06-2025').note).toMatch(/03-04-2025 was taken for 3 April/);
  });

  it('reads back what Date writes, to the second', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(Date.UTC(2005, 1, 1)), max: new Date(Date.UTC(2090, 0, 1)), noInvalidDate: true }),
        (date) => {
          const second = Math.floor(date.getTime() / 1000) * 1000;
          const iso = new Date(second).toISOString();
          expect(parseDate(iso)).toBe(second);
          expect(parseDate(iso.replace('.000', ''))).toBe(second);
          expect(parseDate(iso.replace('T', ' ').replace('.000Z', '+00:00'))).toBe(second);
          expect(parseDate(new Date(second).toUTCString())).toBe(second);
        },
      ),
    );
  });
});

describe('tags', () => {
  it.each([
    [`['Mathematics', "euler's constant", 'a, b']`, ['Mathematics', "euler's constant", 'a, b']],
    ['["a","b\\u00e9"]', ['a', 'bé']],
    ['a|"b"|c', ['a', 'b', 'c']],
    ['a, b', ['a', 'b']],
    ['[None]', []],
    ['[]', []],
    ['', []],
    ['nan', []],
    [
      ['x', 1, ' y ', ''],
      ['x', 'y'],
    ],
  ])('reads %j', (cell, tags) => {
    expect(parseTags(cell)).toEqual(tags);
  });
});

it('copies text without changing it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 3000 }), (text) => {
      expect(ownCopy(text)).toBe(text);
    }),
  );
});
