import { describe, expect, it } from 'vitest';
import { judgeAlerts, type AlertCandidate } from '../../../src/domain/alerts/alert.js';
import { readAlertRule, type AlertRule } from '../../../src/domain/alerts/alert-rule.js';

function rule(text: string): AlertRule {
  const read = readAlertRule(text);
  if ('wrong' in read) throw new Error(read.wrong);
  return read;
}

const NOW = Date.UTC(2026, 10, 21);
const candidate = (
  more: Partial<AlertCandidate['video']> = {},
  provisional: boolean | null = true,
): AlertCandidate => ({
  channel: { id: 'UC1', title: 'One', handle: '@one' },
  video: {
    id: 'aaaaaaaaaaa',
    title: 'A title',
    url: 'https://www.youtube.com/watch?v=aaaaaaaaaaa',
    publishedAt: '2026-11-20T00:00:00.000Z',
    ageDays: 1,
    format: 'long',
    views: 1000,
    z: 2.5,
    multiple: 3,
    smartScore: 0.8,
    viewsPerHour: 40,
    ...more,
  },
  provisional,
});

describe('a rule', () => {
  it('is a measure and a number, and has one name however it is written', () => {
    expect(rule('z=2.5')).toEqual({ name: 'z=2.5', measure: 'z', atLeast: 2.5 });
    expect(rule(' Z = 2.50 ').name).toBe('z=2.5');
    expect(rule('views=0100000')).toMatchObject({ name: 'views=100000', atLeast: 100_000 });
    expect(rule('per-hour=500').measure).toBe('per-hour');
  });

  it.each([
    ['', 'takes a measure and a number'],
    ['2.5', 'takes a measure and a number'],
    ['z', 'takes a measure and a number'],
    ['=2', 'takes a measure and a number'],
    ['z=', 'takes a number above 0'],
    ['z=0', 'takes a number above 0'],
    ['z=-2', 'takes a number above 0'],
    ['z=1e9', 'takes a number above 0'],
    ['z=2,5', 'takes a number above 0'],
    ['z=NaN', 'takes a number above 0'],
    ['score=1.5', 'takes at most 1'],
    ['likes=5', 'does not know the measure "likes"'],
    ['constructor=5', 'does not know the measure "constructor"'],
  ])('%j is refused', (text, wrong) => {
    expect(readAlertRule(text)).toMatchObject({ wrong: expect.stringContaining(wrong) as string });
  });

  it('is guessed from a slip', () => {
    expect(readAlertRule('veiws=100')).toMatchObject({ hint: 'did you mean views=100?' });
    expect(readAlertRule('perhour=100')).toMatchObject({ hint: 'did you mean per-hour=100?' });
    expect(readAlertRule('sausages=1')).toMatchObject({ hint: 'it knows z, multiple, score, views, per-hour' });
  });
});

describe('a new video', () => {
  const names = (candidates: AlertCandidate[], ...rules: string[]) =>
    judgeAlerts(candidates, rules.map(rule), NOW).alerts.map(({ data }) => data.rule);

  it('alerts for each rule that it reaches, the number itself being enough', () => {
    expect(names([candidate()], 'z=2.5', 'z=2.6', 'multiple=3', 'score=0.8', 'views=1001', 'per-hour=40')).toEqual([
      'z=2.5',
      'multiple=3',
      'score=0.8',
      'per-hour=40',
    ]);
  });

  it('of which nothing is known alerts for nothing, and is counted as not judged', () => {
    const unknown = candidate({ z: null, multiple: null, viewsPerHour: null }, null);
    expect(judgeAlerts([unknown, candidate()], [rule('z=2')], NOW)).toMatchObject({ judged: 1, unjudged: 1 });
    expect(judgeAlerts([unknown], [rule('z=2'), rule('views=1000')], NOW)).toMatchObject({ judged: 1, unjudged: 0 });
    expect(judgeAlerts([], [rule('z=2')], NOW)).toEqual({ alerts: [], judged: 0, unjudged: 0 });
  });

  it('is told with the same id each time, another for another rule or video', () => {
    const id = (video: string, text: string) =>
      judgeAlerts([candidate({ id: video })], [rule(text)], NOW).alerts[0]?.id;
    expect(id('aaaaaaaaaaa', 'z=2')).toMatch(/^msg_[\da-f]{32}$/);
    expect(id('aaaaaaaaaaa', 'z=2.0')).toBe(id('aaaaaaaaaaa', 'z=2'));
    expect(new Set([id('aaaaaaaaaaa', 'z=2'), id('aaaaaaaaaaa', 'z=1'), id('bbbbbbbbbbb', 'z=2')]).size).toBe(3);
  });

  it('is told to be provisional where a comparison may still change, never of a count', () => {
    const told = (text: string, provisional: boolean | null) =>
      judgeAlerts([candidate({}, provisional)], [rule(text)], NOW).alerts[0]?.data.provisional;
    expect([told('z=2', true), told('multiple=2', true), told('z=2', false)]).toEqual([true, true, false]);
    expect([told('views=10', true), told('per-hour=10', true), told('score=0.1', null)]).toEqual([false, false, false]);
  });
});
