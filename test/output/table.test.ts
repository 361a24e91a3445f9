import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Column, Section } from '../../src/domain/screen.js';
import { tableLines } from '../../src/output/table.js';

const draw = (
  columns: readonly Column[],
  sections: readonly Section[],
  width: number | null = null,
  timeZone = 'UTC',
) => tableLines({ kind: 'table', columns, sections }, { width, paint: (text) => text, timeZone });
const column = (field: string, figure: Column['figure'], header?: string): Column => ({
  field,
  figure,
  describe: '',
  ...(header === undefined ? {} : { header }),
});

describe('tableLines', () => {
  it('keeps columns straight for every script', async () => {
    const words = [
      'plain',
      '量子コンピュータ',
      '👩‍👩‍👧‍👦 family',
      '🇮🇳🇯🇵 flags',
      '👍🏽 tone',
      '1️⃣ keycap',
      '❤️ heart',
      'e\u0301\u0302te\u0301',
      'क्षत्रिय हिन्दी',
      'ภาษาไทย',
      'עברית',
      'العربية',
      '한국어',
      'ﾊﾞﾝﾄﾞ',
      'ＡＢＣ',
      '🫩 newer than 2020',
    ];
    // '¦' stands at the start of the second column and nowhere else.
    const rows = words.map((word) => ({ word, edge: '¦', views: 1234 }));
    const columns = [column('word', 'text', 'W'), column('edge', 'text', '¦'), column('views', 'count', 'VIEWS')];
    for (const width of [null, 30]) {
      const lines = await draw(columns, [{ rows: rows.slice(0, 8), mark: '▲' }, { rows: rows.slice(8) }], width);
      expect(lines).toHaveLength(1 + words.length);
      expect(new Set(lines.map((line) => stringWidth(line.slice(0, line.indexOf('¦')))))).toHaveLength(1);
      expect(new Set(lines.map((line) => stringWidth(line)))).toHaveLength(1);
    }
  });

  it('puts numbers right, words left, and unknowns as a dash', async () => {
    const columns = [
      column('a.tag', 'text', 'TAG'),
      column('share', 'percent', 'SHARE'),
      column('seconds', 'duration', 'LENGTH'),
      column('lift', 'decimal', 'LIFT'),
      column('live', 'flag', 'LIVE'),
    ];
    const rows = [
      { a: { tag: '#one' }, share: 0.5, seconds: 3723, lift: 1.234, live: true },
      { a: { tag: '#longer' }, share: null, seconds: 7, live: false },
      { share: 0.051, seconds: null, lift: -12, live: null },
    ];
    expect(await draw(columns, [{ rows }])).toEqual([
      '  TAG       SHARE   LENGTH    LIFT  LIVE',
      '  #one     50.0 %  1:02:03    1.23  yes',
      '  #longer       –     0:07       –  no',
      '  –         5.1 %        –  −12.00  –',
    ]);
  });

  it('names days in the zone it is given', async () => {
    const sections = [{ rows: [{ publishedAt: '2026-11-20T20:00:00.000Z' }] }];
    const columns = [column('publishedAt', 'day', 'DAY')];
    expect((await draw(columns, sections))[1]).toBe('  20 Nov 2026');
    expect((await draw(columns, sections, null, 'Asia/Kolkata'))[1]).toBe('  21 Nov 2026');
  });

  it('shows a value that does not fit its figure as it is', async () => {
    const columns = [column('views', 'count', 'VIEWS'), column('tags', 'text'), column('day', 'day', 'DAY')];
    expect(await draw(columns, [{ rows: [{ views: 'many', tags: ['a'], day: 'soon' }] }])).toEqual([
      '  VIEWS  tags    DAY',
      '   many  ["a"]  soon',
    ]);
  });

  it('draws nothing without rows, and no label of an empty section', async () => {
    const columns = [column('title', 'title', 'TITLE')];
    expect(await draw(columns, [{ label: 'Lowest:', rows: [] }])).toEqual([]);
    expect(
      await draw(columns, [
        { label: 'Best:', rows: [{ title: 'a' }] },
        { label: 'Lowest:', rows: [] },
      ]),
    ).toEqual(['  TITLE', 'Best:', '  a']);
  });

  it('lets the widest text give way in a table without titles', async () => {
    const columns = [
      column('key', 'text', 'SETTING'),
      column('value', 'text', 'VALUE'),
      column('origin', 'text', 'ORIGIN'),
    ];
    const rows = [{ key: 'youtube.url', value: 'https://youtube.googleapis.com/', origin: 'default' }];
    expect(await draw(columns, [{ rows }], 44)).toEqual([
      '  SETTING      VALUE                 ORIGIN',
      '  youtube.url  https://youtube.goo…  default',
    ]);
  });

  it('does not take a member of the prototype for a field', async () => {
    expect(await draw([column('constructor.name', 'text', 'X')], [{ rows: [{}] }])).toEqual(['  X', '  –']);
  });
});
