import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXIT_CODES, Failure, type FailureKind } from '../../src/errors.js';
import { failureText, subjectFailureText } from '../../src/output/failure-text.js';
import { CONTROL, hostileText } from './hostile-text.js';

describe('failureText', () => {
  const failure = new Failure('key', 'YouTube refused the key: \x1b[31mAPI key\nnot valid', 'check YOUTUBE_API_KEY');

  it('is one line of what happened and one of what to do', () => {
    expect(failureText(failure, { json: false })).toBe(
      'insight: YouTube refused the key: API key not valid\nhint: check YOUTUBE_API_KEY\n',
    );
  });

  it('is one line of JSON where JSON is asked for', () => {
    expect(failureText(failure, { json: true })).toBe(
      '{"error":{"kind":"key","message":"YouTube refused the key: API key not valid","hint":"check YOUTUBE_API_KEY"}}\n',
    );
  });

  it('keeps its lines whatever is in it', () => {
    const kinds = fc.constantFrom<FailureKind>(...(Object.keys(EXIT_CODES) as FailureKind[]));
    fc.assert(
      fc.property(kinds, hostileText, hostileText, fc.boolean(), (kind, message, hint, json) => {
        const text = failureText(new Failure(kind, message, hint), { json });
        expect(text).not.toMatch(CONTROL);
        expect(text.split('\n')).toHaveLength(json ? 2 : 3);
        if (json) expect(JSON.parse(text)).toHaveProperty('error.kind', kind);
      }),
      { numRuns: 10_000 },
    );
  });
});

it('names one of several subjects, in both forms', () => {
  const failed = { subject: '@a\nb', error: { kind: 'not-found', message: 'gone', hint: 'look elsewhere' } } as const;
  expect(subjectFailureText(failed, { json: false })).toBe('insight: @a b: gone\nhint: look elsewhere\n');
  expect(subjectFailureText(failed, { json: true })).toBe(
    '{"subject":"@a b","error":{"kind":"not-found","message":"gone","hint":"look elsewhere"}}\n',
  );
});

it('does not repeat a key that was pasted into the wrong place', () => {
  const key = `AIza${'x'.repeat(35)}`;
  const failure = new Failure('usage', `there is no setting "${key}"`, `did you mean ${key}?`);
  for (const json of [true, false]) expect(failureText(failure, { json })).not.toContain('xxxx');
});
