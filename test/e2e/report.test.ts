import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { WEAPONS } from './hostile-rows.js';
import { freshFolder, runInsight } from './run-insight.js';

const KEY = 'AIzaCANARY-never-to-be-seen-0123456789';
const AS_OF = ['--as-of', '2026-11-21T00:00:00Z'];
const CHROMIUM = '/usr/bin/chromium';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ keys: [KEY] });
});
const folder = freshFolder();
beforeEach(() => {
  emulator.reset();
});
afterAll(async () => {
  folder.remove();
  await emulator.close();
});

let number = 0;
async function reportOf(words: readonly string[], stdin = '', form: 'html' | 'md' = 'html') {
  const path = join(folder.path, `${(number += 1)}.${form}`);
  const run = await runInsight(['report', ...words, `--${form}`, path, ...AS_OF], {
    emulator,
    env: { YOUTUBE_API_KEY: KEY },
    stdin,
  });
  return { ...run, path, page: existsSync(path) ? readFileSync(path, 'utf8') : '' };
}

/** Each hostile title on a channel with a hostile name, the odd ones with enough views to stand out. */
const HOSTILE = [
  'channel,title,views,likes,comments,published',
  ...WEAPONS.map((title, at) => {
    const cell = `"${title.replaceAll('"', '""')}"`;
    const views = at % 9 === 0 ? 1e7 : 100 + at;
    return `"<script>alert(1)</script>",${cell},${views},1,1,2026-0${1 + (at % 9)}-0${1 + (at % 9)}`;
  }),
].join('\n');

describe('a report', () => {
  it('names each figure with method and n, and every video that stands out', async () => {
    const { code, stdout, page } = await reportOf(['@made-up-mixed']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Wrote .*html \([\d.]+ kB\)\.$/m);
    for (const words of [
      'median views',
      'with known views',
      'algorithm score',
      'above the upper fence, n ',
      'How to read this',
    ]) {
      expect(page).toContain(words);
    }
    expect(page.match(/<svg /g)?.length).toBe(8);
  });

  it('runs nothing and asks nobody but the host of thumbnails, with --embed nobody', async () => {
    const linked = (await reportOf(['@made-up-mixed'])).page;
    expect(linked).toMatch(
      /default-src &#39;none&#39;; style-src &#39;sha256-[\w+/=]+&#39;; img-src https:\/\/i\.ytimg\.com;/,
    );
    expect(linked).not.toMatch(/<script|\sstyle=|\son\w+=|@import|url\(/i);
    const before = emulator.requests.length;
    const embedded = (await reportOf(['@made-up-mixed', '--embed'])).page;
    expect(embedded).toContain('img-src data:;');
    expect(embedded).toContain('src="data:image/');
    expect(embedded).not.toContain('i.ytimg.com');
    expect(emulator.requests.slice(before).some(({ path }) => path.includes('/vi/'))).toBe(true);
  });

  it('keeps the text of strangers text', async () => {
    const html = (await reportOf(['--from', '-'], HOSTILE)).page;
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toMatch(/<script|<img src=x|javascript:[^<]*"/i);
    const md = (await reportOf(['--from', '-'], HOSTILE, 'md')).page;
    expect(md).toContain('\\<script\\>');
    expect(md).not.toMatch(/(?<!\\)<|[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
  });

  it('of a file with days alone draws no hours', async () => {
    const rows = Array.from({ length: 8 }, (_, at) => `v${at},${100 + at},2026-11-0${at + 1}`);
    const { page } = await reportOf(
      ['--from', '-', '--tz', 'America/Los_Angeles'],
      ['title,views,published', ...rows].join('\n'),
    );
    expect(page).toContain('as the source tells them, without hours');
    expect(page).not.toContain('Upload hours');
    expect(page.match(/<svg /g)?.length).toBe(6);
  });

  it('gives each n of what was counted, and says where one that stands out has few views', async () => {
    const rows = Array.from({ length: 12 }, (_, at) => {
      const [views, likes] = at === 0 ? [700, 490] : [1000 + at, 1];
      return `v${at},${views},${likes},0,600,${at === 11 ? '' : `2026-${at === 0 ? '11-20' : `0${1 + (at % 9)}-03`}T10:00:00Z`}`;
    });
    const table = ['title,views,likes,comments,duration,published', ...rows].join('\n');
    const warning = '1 of them has fewer views than typical: youth or engagement lifts the score.';
    const { page } = await reportOf(['--from', '-'], table);
    for (const words of [
      'smartscore, above the upper fence, n 11<',
      'views / median views of its format, n 12<',
      '7 / mean gap, n 11;',
      'with at least one upload, n 11;',
      'engagement 1, n 11<',
      '<span>week running</span>',
      warning,
    ])
      expect(page).toContain(words);
    expect((await reportOf(['--from', '-'], table, 'md')).page).toContain(warning);
  });

  it('reads well aloud: heads with their scope, titles in their direction, figures in the words of the pictures', async () => {
    const { page } = await reportOf(['@made-up-mixed', '@made-up-50']);
    expect(page).not.toMatch(/<th(?=[ >])(?![^>]*scope=)/);
    expect(page).toMatch(/<th scope="row">Median views<\/th>/);
    expect(page).toMatch(/<h1 dir="auto">/);
    expect(page).toMatch(/aria-label="Uploads by day, \d+ weeks: \d+ uploads on \d+ days"/);
    expect(page).toMatch(/aria-label="Uploads by weekday and hour: [A-Z][a-z]{2} \d+/);
  });

  it('goes to no file named -', async () => {
    const { code, stderr } = await runInsight(['report', '@made-up-50', '--html', '-', ...AS_OF], { emulator });
    expect([code, stderr]).toEqual([2, expect.stringContaining('--html writes a file, not to stdout')]);
    expect(emulator.requests).toHaveLength(0);
  });

  it('is never written over a file that is there, unless told to', async () => {
    const path = join(folder.path, 'mine.html');
    writeFileSync(path, 'mine');
    const words = ['report', '@made-up-50', '--html', path, ...AS_OF];
    const refused = await runInsight(words, { emulator });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('--force');
    expect(readFileSync(path, 'utf8')).toBe('mine');
    // Nobody was asked for what could not be written.
    expect(emulator.requests).toHaveLength(0);
    expect((await runInsight([...words, '--force'], { emulator })).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('of several channels sets them side by side, and names the one that is missing', async () => {
    const { code, page } = await reportOf(['@made-up-mixed', '@made-up-50', '@nobody-here']);
    expect(code).toBe(7);
    expect(page).toContain('2 channels side by side');
    expect(page).toContain('Not in this report: @nobody-here');
  });
});

describe.skipIf(!existsSync(CHROMIUM))('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(() => browser.close());

  async function shown(path: string, width: number, colorScheme: 'light' | 'dark') {
    const page: Page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
    const [said, asked]: [string[], string[]] = [[], []];
    page.on('console', (message) => said.push(message.text()));
    page.on('request', (request) => asked.push(request.url()));
    page.on('dialog', (dialog) => {
      said.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(`file://${path}`);
    return { page, said, asked: asked.filter((url) => !/^(?:file|data):/.test(url)) };
  }

  it('fits wide and narrow, light and dark, obeys its own policy, and prints', async () => {
    const { path } = await reportOf(['@made-up-mixed', '--embed']);
    const backgrounds = new Set<string>();
    for (const [width, scheme] of [
      [1100, 'light'],
      [360, 'dark'],
    ] as const) {
      const { page, said, asked } = await shown(path, width, scheme);
      expect(said).toEqual([]);
      expect(asked).toEqual([]);
      const { over, background } = await page.evaluate<{ over: number; background: string }>(
        '({ over: document.documentElement.scrollWidth - innerWidth, background: getComputedStyle(document.body).backgroundColor })',
      );
      expect(over).toBeLessThanOrEqual(0);
      backgrounds.add(background);
      if (scheme === 'light') expect((await page.pdf()).length).toBeGreaterThan(10_000);
      await page.close();
    }
    expect(backgrounds.size).toBe(2);
  }, 60_000);

  it('lets no title act', async () => {
    const { path } = await reportOf(['--from', '-'], HOSTILE);
    const { page, said } = await shown(path, 1100, 'light');
    expect(said).toEqual([]);
    expect(
      await page.evaluate('document.querySelectorAll("script, iframe, object, [onerror], [href^=javascript]").length'),
    ).toBe(0);
    await page.close();
  }, 60_000);
});
