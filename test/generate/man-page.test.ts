import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flagName } from '../../src/flags.js';
import { manPage } from '../../src/generate/man-page.js';
import { literal, prose } from '../../src/generate/roff.js';
import { allCommands } from '../../src/program.js';

const there = (program: string) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
const page = await manPage('1.2.3');

describe('what is typed keeps its signs', () => {
  it.each([
    ['--no-color', '\\-\\-no\\-color'],
    ['a\\b', 'a\\eb'],
    ["'it'", '\\(aqit\\(aq'],
    ['`~^"', '\\(ga\\(ti\\(ha\\(dq'],
    ['.hidden', '\\&.hidden'],
    ['channel…', 'channel\\[u2026]'],
    ['a\nb', 'a b'],
    ['😀', '\\[u1F600]'],
  ])('%j', (text, escaped) => {
    expect(literal(text)).toBe(escaped);
  });

  it('also in a sentence, whose hyphens stay hyphens', () => {
    expect(prose('yt-dlp and --as-of, -n or -; C:\\x')).toBe('yt-dlp and \\-\\-as-of, \\-n or -; C:\\ex');
    expect(prose("'tis .so")).toBe("\\&'tis .so");
    expect(prose('.env stands first')).toBe('\\&.env stands first');
  });
});

const SIGNS = ['.', "'", '"', '\\', '-', '`', '^', '~', 'a', '%', '&', '#', '…', 'é'];

/** What a reader sees of a page, without bold and underlined letters, on lines of any length. */
function rendered(text: string): { readonly seen: string; readonly warnings: string } {
  const { stdout, stderr } = spawnSync('groff', ['-man', '-ww', '-Tutf8', '-P-cbou', '-rLL=900n'], {
    input: text,
    encoding: 'utf8',
  });
  return { seen: stdout, warnings: stderr };
}

describe.skipIf(!there('groff'))('the page as groff shows it (skipped without groff)', () => {
  const { seen, warnings } = rendered(page);

  it('has no warning', () => {
    expect(warnings).toBe('');
  });

  it('has every command with its flags and examples as they are typed', async () => {
    const flat = seen.replace(/[ \n]+/g, ' ');
    for (const { name, flags, examples } of await allCommands()) {
      expect(flat).toContain(`insight ${name} `);
      for (const key of Object.keys(flags)) expect(flat).toContain(flagName(key));
      for (const { words } of examples) expect(flat).toContain(`insight ${words} `);
    }
  });

  it('has every sign of anything typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...SIGNS) }), (text) => {
        const { seen: shown, warnings: said } = rendered(`.TH A 1\n.SH B\nx\n.EX\n${literal(`x${text}x`)}\n.EE\n`);
        expect([said, shown]).toEqual(['', expect.stringContaining(`x${text}x`)]);
      }),
      { numRuns: 15 },
    );
  });
});

it.skipIf(!there('man'))('man shows the page without a warning (skipped without man)', () => {
  const { stdout, stderr, status } = spawnSync('man', ['--warnings', '-l', '-'], {
    input: page,
    encoding: 'utf8',
    env: { ...process.env, MANWIDTH: '80', LC_ALL: 'C.UTF-8' },
  });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('EXIT STATUS');
});
