import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonOf, runInsight } from './run-insight.js';
import { sharedEmulator } from './shared-emulator.js';

const KEY = 'AIzaSyCANARY-plan-000000000000000000-5e6f';
const NOTHING = { requests: 0, units: 0, searches: 0, modelCalls: 0, usd: 0 };

interface Plan {
  readonly source: { readonly kind: string | null };
  readonly plan: {
    readonly atMost: { readonly requests: number | null; readonly units: number | null };
    readonly usual: { readonly requests: number | null; readonly units: number | null };
    readonly subjects: readonly { readonly subject: string; readonly units: number | null }[];
  };
}

const shared = sharedEmulator();
const withKey = () => ({ emulator: shared.emulator, env: { YOUTUBE_API_KEY: KEY } });

describe('--plan', () => {
  it.each([
    ['outliers', '@made-up-50'],
    ['streak', '@made-up-mixed'],
    ['hashtags', '@made-up-50'],
    ['videos', '@made-up-50'],
  ])('of %s asks nobody, and is not exceeded by the run itself', async (command, channel) => {
    const { source, plan } = await jsonOf<Plan>([command, channel, '--plan'], withKey());
    expect(source.kind).toBe('api');
    expect(shared.emulator.requests).toHaveLength(0);
    const run = await jsonOf<{ source: { cost: { units: number; requests: number } } }>([command, channel], withKey());
    expect(shared.emulator.requests.length).toBeGreaterThan(0);
    expect(run.source.cost.units).toBeLessThanOrEqual(plan.atMost.units ?? -1);
    expect(shared.emulator.requests.length).toBeLessThanOrEqual(plan.atMost.requests ?? -1);
  });

  it('adds up the subjects, and makes no file', async () => {
    const home = join(shared.folder, 'never');
    const words = ['videos', '@made-up-50', '@made-up-3', '--plan'];
    const { plan } = await jsonOf<Plan>(words, { ...withKey(), home });
    expect(plan.subjects.map(({ subject }) => subject)).toEqual(['@made-up-50', '@made-up-3']);
    expect(plan.subjects.reduce((sum, { units }) => sum + (units ?? 0), 0)).toBe(plan.atMost.units);
    expect(existsSync(home)).toBe(false);
    const { stdout } = await runInsight(words, withKey());
    expect(stdout).toMatch(/together/);
  });

  it('says that nobody knows where the size is not known', async () => {
    const { plan } = await jsonOf<Plan>(['videos', '@made-up-50', '--until', '2020-01-01', '--plan'], withKey());
    expect(plan.atMost).toEqual({ ...NOTHING, requests: null, units: null });
    const { stdout } = await runInsight(['videos', '@made-up-50', '--until', '2020-01-01', '--plan'], withKey());
    expect(stdout).toMatch('Nobody knows');
  });

  it('of the feed is requests and no unit; from a file, offline and without a channel to look at, nothing', async () => {
    const feed = await jsonOf<Plan>(['outliers', '@made-up-50', '--plan'], { emulator: shared.emulator });
    expect(feed).toMatchObject({ source: { kind: 'feed' }, plan: { usual: { requests: 2, units: 0 } } });
    for (const words of [
      ['outliers', '--from', 'missing.csv'],
      ['outliers', '@made-up-50', '--offline'],
      ['demo'],
      ['config', 'list'],
      ['config', 'set', 'tz', 'UTC'],
      ['cache', 'clear'],
      ['quota'],
      ['keys', 'list'],
    ]) {
      const home = join(shared.folder, 'free');
      expect(await jsonOf<Plan>([...words, '--plan'], { emulator: shared.emulator, home })).toMatchObject({
        plan: { atMost: NOTHING },
      });
      expect(existsSync(home)).toBe(false);
    }
    expect(shared.emulator.requests).toHaveLength(0);
  });

  it('counts three tries for each key that is tested', async () => {
    const { plan } = await jsonOf<Plan>(['keys', 'test', '--plan'], withKey());
    expect(plan).toMatchObject({
      atMost: { units: 3 },
      usual: { units: 1 },
      subjects: [{ subject: '…5e6f', units: 3 }],
    });
    expect(shared.emulator.requests).toHaveLength(0);
  });

  it('of a command that spends nothing has the same fields, all zero', async () => {
    const plan = { atMost: NOTHING, usual: NOTHING, subjects: [] };
    expect(await jsonOf(['demo', '--plan'])).toEqual({ schemaVersion: 1, source: { kind: 'demo' }, plan });
    expect(await jsonOf(['quota', '--plan'])).toEqual({ schemaVersion: 1, source: { kind: null }, plan });
  });

  it('fails as the command itself would for a command line that is wrong', async () => {
    expect(await runInsight(['outliers', '--plan'], withKey())).toMatchObject({ code: 2, stdout: '' });
    expect(await runInsight(['outliers', '@x', '--source', 'api', '--plan'])).toMatchObject({ code: 4, stdout: '' });
  });

  it('prints a row a subject in other formats too', async () => {
    const { stdout } = await runInsight(['videos', '@made-up-50', '--plan', '--format', 'csv'], withKey());
    expect(stdout.split('\n')[0]).toBe('subject,requests,units,searches,modelCalls,usd');
    expect(stdout.split('\n')[1]).toMatch(/^@made-up-50,|^'@made-up-50,/);
  });
});
