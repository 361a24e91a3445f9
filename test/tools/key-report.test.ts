import { describe, expect, it } from 'vitest';
import { bucketReports, keyReports, type Allowance, type KeyName } from '../../src/tools/key-report.js';

const name: KeyName = { provider: 'youtube', id: 'aa', key: '…1a2b', origin: 'stored', variable: null };
const other: KeyName = { ...name, id: 'bb', key: '…9z9z', origin: 'environment', variable: 'YOUTUBE_API_KEY' };
// Midnight in Los Angeles, in November 8:00 UTC.
const endsAt = Date.UTC(2026, 10, 21, 8);
const allowance = (spent: Allowance['spent']): Allowance => ({
  spent,
  refusedAt: new Map(),
  limits: { youtube: { units: 10_000, search: 100 }, gemini: { calls: null, tokensIn: null } },
  period: { startsAt: endsAt - 86_400_000, endsAt },
});
const spending = { provider: 'youtube', keyId: 'aa', bucket: 'units', resetsAt: endsAt, exhaustedUntil: null };

describe('bucketReports', () => {
  it('names every bucket of every key, also an untouched one', () => {
    const reports = bucketReports([name, other], allowance([{ ...spending, spent: 9_987 }]));
    expect(reports.map(({ key, bucket, spent, left }) => [key, bucket, spent, left])).toEqual([
      ['…1a2b', 'units', 9_987, 13],
      ['…1a2b', 'search', 0, 100],
      ['…9z9z', 'units', 0, 10_000],
      ['…9z9z', 'search', 0, 100],
    ]);
    expect(new Set(reports.map(({ resetsAt }) => resetsAt))).toEqual(new Set(['2026-11-21T08:00:00.000Z']));
  });

  it('leaves nothing of a bucket that the provider called empty, whatever was counted', () => {
    const [units] = bucketReports([name], allowance([{ ...spending, spent: 3, exhaustedUntil: endsAt }]));
    expect(units).toMatchObject({ spent: 3, left: 0, limit: 10_000, exhaustedUntil: '2026-11-21T08:00:00.000Z' });
  });

  it('leaves nothing rather than less when the limit was lowered since', () => {
    expect(bucketReports([name], allowance([{ ...spending, spent: 20_000 }]))[0]).toMatchObject({ left: 0 });
  });
});

describe('buckets without a limit', () => {
  const gemini: KeyName = { ...name, provider: 'gemini' };
  const calls = { ...spending, provider: 'gemini', bucket: 'calls', spent: 3 };

  it('are counted, and have nothing left only when the provider says so', () => {
    const reports = (exhaustedUntil: number | null) =>
      bucketReports([gemini], allowance([{ ...calls, exhaustedUntil }])).map(({ bucket, spent, left, limit }) => [
        bucket,
        spent,
        left,
        limit,
      ]);
    expect(reports(null)).toEqual([
      ['calls', 3, null, null],
      ['tokensIn', 0, null, null],
    ]);
    expect(reports(endsAt)[0]).toEqual(['calls', 3, 0, null]);
    expect(keyReports([gemini], allowance([calls]))[0]?.state).toBe('ready');
    const soon = endsAt - 3_600_000;
    expect(keyReports([gemini], allowance([{ ...calls, exhaustedUntil: soon }]))[0]).toMatchObject({
      state: 'spent',
      resetsAt: '2026-11-21T07:00:00.000Z',
    });
  });

  it('are none of a provider whose keys are not counted', () => {
    expect(bucketReports([{ ...name, provider: 'imagekit' }], allowance([]))).toEqual([]);
  });
});

describe('keyReports', () => {
  it('calls a key spent by its units, and says when it returns', () => {
    const search = { ...spending, keyId: 'bb', bucket: 'search', spent: 100 };
    expect(keyReports([name, other], allowance([{ ...spending, spent: 10_000 }, search]))).toEqual([
      {
        provider: 'youtube',
        key: '…1a2b',
        origin: 'stored',
        variable: null,
        state: 'spent',
        resetsAt: '2026-11-21T08:00:00.000Z',
        refusedAt: null,
      },
      {
        provider: 'youtube',
        key: '…9z9z',
        origin: 'environment',
        variable: 'YOUTUBE_API_KEY',
        state: 'ready',
        resetsAt: null,
        refusedAt: null,
      },
    ]);
  });

  it('calls a key refused, and when, though it is spent as well', () => {
    const refusedAt = new Map([['aa', endsAt - 3_600_000]]);
    const reports = keyReports([name, other], { ...allowance([{ ...spending, spent: 10_000 }]), refusedAt });
    expect(reports.map(({ state, resetsAt, refusedAt: when }) => [state, resetsAt, when])).toEqual([
      ['refused', null, '2026-11-21T07:00:00.000Z'],
      ['ready', null, null],
    ]);
  });
});
