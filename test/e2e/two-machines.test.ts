import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SyncReport } from '../../src/tools/sync.js';
import { PASSWORD, startHosted, type Hosted } from './hosted.js';
import { hasChromium, openChromium } from './in-chromium.js';
import { environment, freshFolder, jsonOf, PROGRAM, runInsight } from './run-insight.js';

const EMAIL = 'ada@example.org';

/** `insight login` in a process of its own, to the line that names the page and the code. */
async function askToBeLetIn(home: string, server: string) {
  const child = spawn(process.execPath, [PROGRAM, 'login', '--server', server], { env: environment(home, {}) });
  child.stdin.end();
  let told = '';
  const said = new Promise<{ address: string; code: string }>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      const [, address, code] = /Open (\S+) and type the code (\S+)/.exec(told) ?? [];
      if (address !== undefined && code !== undefined) resolve({ address, code });
    });
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { ...(await said), ended };
}

describe.skipIf(!hasChromium)('two machines of one creator (left out where /usr/bin/chromium is missing)', () => {
  const homes = [freshFolder(), freshFolder()] as const;
  const at = (machine: 0 | 1) => ({ home: homes[machine].path });
  let hosted: Hosted;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [hosted, browser] = await Promise.all([startHosted(), openChromium()]);
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser.close();
    await hosted.stop();
    for (const home of homes) home.remove();
  });

  const sync = (machine: 0 | 1, ...words: readonly string[]) => jsonOf<SyncReport>(['sync', ...words], at(machine));
  const prompts = async (machine: 0 | 1) => {
    const { entries } = await jsonOf<{ entries: { prompt: string }[] }>(['history'], at(machine));
    return entries.map(({ prompt }) => prompt).sort();
  };

  it('registers on the page', async () => {
    await page.goto(`${hosted.url}/register`);
    await page.getByLabel('E-mail address').fill(EMAIL);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Register' }).click();
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByLabel('E-mail address').fill(EMAIL);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
  });

  it('lets both machines in by the code that each shows', { timeout: 60_000 }, async () => {
    for (const machine of [0, 1] as const) {
      const { address, code, ended } = await askToBeLetIn(homes[machine].path, hosted.url);
      await page.goto(address);
      await page.getByLabel('Code').fill(code);
      await page.getByRole('button', { name: 'Go on' }).click();
      await page.getByText(code).waitFor();
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Let it in' }).click();
      await page.getByRole('heading', { name: 'The machine is in' }).waitFor();
      expect(await ended).toBe(0);
      expect(await jsonOf(['whoami'], at(machine))).toMatchObject({ email: EMAIL, server: hosted.url, keptIn: 'file' });
    }
  });

  it('syncs both ways, also what both changed while they were apart', { timeout: 60_000 }, async () => {
    await runInsight(['concepts', 'lighthouse'], at(0));
    await runInsight(['config', 'set', 'tz', 'Europe/Paris'], at(0));
    await runInsight(['concepts', 'kiln'], at(1));
    expect(await sync(0, 'status')).toMatchObject({ pushed: 0, pending: 2 });
    expect(await sync(0)).toMatchObject({ account: EMAIL, pushed: 2, pending: 0 });
    expect(await sync(1)).toMatchObject({ pushed: 1, pulled: 2, pending: 0 });
    expect(await sync(0)).toMatchObject({ pulled: 1 });
    expect(await prompts(0)).toEqual(['kiln', 'lighthouse']);
    await runInsight(['config', 'set', 'tz', 'Asia/Tokyo'], at(0));
    await runInsight(['config', 'set', 'tz', 'America/Lima'], at(1));
    await sync(0);
    expect(await sync(1)).toMatchObject({ pushed: 1, superseded: 0 });
    await sync(0);
    for (const machine of [0, 1] as const) {
      expect(await prompts(machine)).toEqual(['kiln', 'lighthouse']);
      expect(await jsonOf(['config', 'get', 'tz'], at(machine))).toMatchObject({
        settings: [{ value: 'America/Lima' }],
      });
    }
    await page.goto(hosted.url);
    for (const prompt of ['kiln', 'lighthouse']) await page.getByRole('heading', { name: prompt }).waitFor();
  });

  it('revokes one from the page, which works on by itself and keeps what it has', { timeout: 60_000 }, async () => {
    await page.goto(`${hosted.url}/sessions`);
    const rows = page.getByRole('listitem').filter({ hasText: 'command line' });
    expect(await rows.count()).toBe(2);
    // The one that signed in last stands above the other.
    await rows.first().getByRole('button', { name: 'End' }).click();
    await page.getByRole('status').waitFor();
    const codes = await Promise.all(([0, 1] as const).map((machine) => runInsight(['whoami'], at(machine))));
    expect(codes.map(({ code }) => code).sort()).toEqual([0, 4]);
    const revoked = codes[0]?.code === 4 ? 0 : 1;
    const refused = await runInsight(['sync'], at(revoked));
    expect(refused).toMatchObject({ code: 4, stdout: '' });
    expect(refused.stderr).toContain('insight login');
    expect(await prompts(revoked)).toEqual(['kiln', 'lighthouse']);
    expect(await runInsight(['concepts', 'harbour'], at(revoked))).toMatchObject({ code: 0 });
    expect(await sync(revoked === 0 ? 1 : 0)).toMatchObject({ pulled: 0 });
    expect(await runInsight(['logout'], at(revoked))).toMatchObject({ code: 0 });
    expect(existsSync(join(homes[revoked].path, 'data', 'login.json'))).toBe(false);
  });
});
