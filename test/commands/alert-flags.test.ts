import { describe, expect, it } from 'vitest';
import { ALERT_FLAGS, checkAlertFlags, type AlertFlags } from '../../src/commands/alert-flags.js';
import { Failure } from '../../src/errors.js';

const NONE: AlertFlags = { alert: [], webhook: null, exec: null, execArg: [], allowPrivate: false };
const RULE = { name: 'z=2', measure: 'z', atLeast: 2 } as const;

function hintOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof Failure && error.kind === 'usage') return error.hint;
    throw error;
  }
}

describe('the flags of alerts', () => {
  it.each([
    [{ webhook: 'https://example.com/' }, '--alert'],
    [{ exec: './a' }, '--alert'],
    [{ alert: [RULE], execArg: ['x'] }, '--exec'],
    [{ alert: [RULE], allowPrivate: true }, '--webhook'],
    [{ alert: [RULE], exec: '' }, '--exec'],
  ] satisfies [Partial<AlertFlags>, string][])('%j lack another one, and say which', (flags, hint) => {
    expect(
      hintOf(() => {
        checkAlertFlags({ ...NONE, ...flags });
      }),
    ).toContain(hint);
  });

  it('are good in every sensible company', () => {
    for (const flags of [
      {},
      { alert: [RULE] },
      { alert: [RULE], exec: './a', execArg: ['-v'], webhook: 'x', allowPrivate: true },
    ]) {
      expect(
        hintOf(() => {
          checkAlertFlags({ ...NONE, ...flags });
        }),
      ).toBeNull();
    }
  });

  it('read a rule, or say what was probably meant', () => {
    expect(ALERT_FLAGS.alert.read('z=2.0', '--alert')).toEqual([RULE]);
    expect(hintOf(() => ALERT_FLAGS.alert.read('scroe=0.5', '--alert'))).toBe('did you mean score=0.5?');
  });
});
