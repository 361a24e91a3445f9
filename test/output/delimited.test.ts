import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../src/domain/screen.js';
import { delimitedPieces, type DelimitedFormat } from '../../src/output/delimited.js';
import { safeText } from '../../src/domain/safe-text.js';
import { CONTROL, hostileText } from './hostile-text.js';

const columns: readonly Column[] = ['title', 'views', 'channel.title', 'tags'].map((field) => ({
  field,
  figure: 'text',
  describe: '',
}));
const written = (format: DelimitedFormat, ...rows: object[]) =>
  Array.from(delimitedPieces(format, columns, rows)).join('');

/** A text without the sign that keeps what follows a semicolon from being a formula. */
const unsplit = (text: string) => text.replace(/;'*(?=[\s"]*[=+\-@＝＋－＠])/g, ';');

describe('csv', () => {
  it('has field names, full numbers, empty unknowns and JSON lists', () => {
    expect(
      written(
        'csv',
        { title: 'a, "b"', views: -0.5, channel: { title: 'C' }, tags: ['x', 'y'] },
        { title: 'two\r\nlines\tand a tab', views: 1 / 3, channel: null },
        { title: null, views: 0, tags: [] },
      ),
    ).toBe(
      'title,views,channel.title,tags\n' +
        '"a, ""b""",-0.5,C,"[""x"",""y""]"\n' +
        'two lines and a tab,0.3333333333333333,,\n' +
        ',0,,[]\n',
    );
  });

  // OWASP, "CSV Injection": the signs a cell must not start with.
  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', `"' =1"`.slice(1, -1)],
    ['\rx', "' x"],
    ['\nx', "' x"],
    ['\x00=1', "'=1"],
    ['\x1b[31m=1', "'=1"],
    [' =1', "' =1"],
    ['＝1', "'＝1"],
    ['a=1', 'a=1'],
  ])('keeps %j from being a formula', (title, cell) => {
    expect(written('csv', { title })).toBe(`title,views,channel.title,tags\n${cell},,,\n`);
  });

  // Where the decimal sign is a comma, lines are split at semicolons, and a quote that does not begin a cell is none.
  it.each(['a;=1+1', 'a; -1', 'a;"=1"', '=1;@x', 'a;b', ';;=1', 'a";=1'])(
    'keeps the parts of %j from being formulas where semicolons split lines',
    (title) => {
      for (const cells of [{ title }, { title: 'one', 'channel.title': title, channel: { title } }]) {
        for (const line of written('csv', cells).split('\n')) {
          const { data } = Papa.parse<string[]>(line, { delimiter: ';' });
          for (const part of [...line.split(';'), ...data.flat()]) expect(part).not.toMatch(/^[\s"]*[=+\-@]/);
        }
      }
    },
  );

  it('quotes a cell with a semicolon, by which some readers guess what splits a line', () => {
    expect(written('csv', { title: 'a;b' })).toContain('\n"a;b",');
  });

  it('keeps a row whose only cell is unknown', () => {
    const one = columns.slice(0, 1);
    expect(Array.from(delimitedPieces('csv', one, [{ title: null }, { title: 'a' }])).join('')).toBe('title\n""\na\n');
  });

  it('leaves numbers numbers', () => {
    expect(written('csv', { title: -3, views: -1e21 })).toContain('\n-3,-1e+21,,\n');
  });

  it('reads back as it was, but for controls and the sign before formulas', () => {
    fc.assert(
      fc.property(
        fc.array(hostileText, { minLength: 1, maxLength: 3 }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (titles, views) => {
          const rows = titles.map((title) => ({ title, views, channel: { title }, tags: [title] }));
          const csv = written('csv', ...rows);
          expect(csv).not.toMatch(CONTROL);
          const { data, errors } = Papa.parse<Record<string, string>>(csv.slice(0, -1), {
            header: true,
            delimiter: ',',
            newline: '\n',
          });
          expect(errors).toEqual([]);
          expect(data).toHaveLength(rows.length);
          for (const [at, title] of titles.entries()) {
            const cell = data[at]?.title ?? '';
            expect([safeText(title), `'${safeText(title)}`].map(unsplit)).toContain(unsplit(cell));
            expect(cell).not.toMatch(/^\s*[=+\-@]/);
            expect(data[at]?.['channel.title']).toBe(cell);
            expect(Number(data[at]?.views)).toBe(views === 0 ? 0 : views);
          }
        },
      ),
      { numRuns: 10_000 },
    );
  });
});

describe('tsv and md', () => {
  it('writes tabs between cells', () => {
    expect(written('tsv', { title: 'a\tb "c"', views: 2, channel: { title: '=1' } })).toBe(
      'title\tviews\tchannel.title\ttags\n"a b ""c"""\t2\t\'=1\t\n',
    );
  });

  it('writes a Markdown table whose cells stay text', () => {
    expect(
      written('md', { title: 'a|b\n<img> [x](y) *z* \\', views: 2, channel: { title: 'https://youtu.be/a_b-c_' } }),
    ).toBe(
      '| title | views | channel.title | tags |\n| --- | --- | --- | --- |\n' +
        String.raw`| a\|b \<img\> \[x\](y) \*z\* \\ | 2 | https://youtu.be/a_b-c_ |  |` +
        '\n',
    );
  });

  it('lets no control character through, and keeps one line a row', () => {
    fc.assert(
      fc.property(hostileText, (title) => {
        for (const format of ['tsv', 'md'] as const) {
          const lines = written(format, { title, channel: { title } }).split('\n');
          expect(lines).toHaveLength(format === 'md' ? 4 : 3);
          expect(lines.join('').replaceAll('\t', '')).not.toMatch(CONTROL);
          if (format === 'tsv') expect(lines[1]?.split('\t')).toHaveLength(4);
          else expect(lines[2]?.match(/(?<!\\)(?:\\\\)*\|/g)).toHaveLength(5);
        }
      }),
      { numRuns: 10_000 },
    );
  });
});
