import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SessionLimit } from '../../src/mcp/session-limit.js';

const cost = (units: number | null, searches = 0) => ({ units, searches });

describe('the purse of a session', () => {
  it('sets aside the most, and gives back what was not spent', () => {
    const limit = new SessionLimit({ units: 10, searches: 1 });
    const held = limit.hold(cost(7, 1));
    expect([held, limit.left]).toEqual([cost(7, 1), cost(3, 0)]);
    expect(() => limit.hold(cost(4))).toThrow('this may cost up to 4 units, and 3 of 10 are left in this session');
    expect(() => limit.hold(cost(0, 1))).toThrow('up to 1 searches, and 0 of 1 are left');
    limit.settle(held, { units: 2, searches: 0 });
    expect([limit.spent, limit.left]).toEqual([cost(2), cost(8, 1)]);
  });

  it('says what limit would do', () => {
    const limit = new SessionLimit({ units: 10, searches: 0 });
    const held = limit.hold(cost(6));
    limit.settle(held, { units: 6, searches: 0 });
    const wanted = () => limit.hold(cost(21));
    expect(wanted).toThrow(
      expect.objectContaining({ kind: 'quota', hint: expect.stringMatching(/--max-units 27$/) as unknown }),
    );
    expect(new SessionLimit({ units: 27, searches: 0 }).hold(cost(21))).toEqual(cost(21));
  });

  it('gives what nobody knows the size of all that is left, and nothing where nothing is', () => {
    const limit = new SessionLimit({ units: 5, searches: 0 });
    const held = limit.hold(cost(null));
    expect(held).toEqual(cost(5));
    expect(() => limit.hold(cost(null))).toThrow('an unknown number of units, and 0 of 5 are left');
    expect(limit.hold(cost(0))).toEqual(cost(0));
  });

  it('is never overdrawn, whatever is asked in whatever order', () => {
    const call = fc.record({
      most: fc.option(fc.nat(30)),
      searches: fc.nat(3),
      used: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.nat(60), fc.array(call, { maxLength: 30 }), (units, calls) => {
        const limit = new SessionLimit({ units, searches: 5 });
        const underWay: (() => void)[] = [];
        for (const { most, searches, used } of calls) {
          try {
            const held = limit.hold({ units: most, searches });
            const spent = { units: Math.floor(held.units * used), searches: Math.floor(held.searches * used) };
            underWay.push(() => {
              limit.settle(held, spent);
            });
          } catch {
            underWay.shift()?.();
          }
          expect(limit.left.units).toBeGreaterThanOrEqual(0);
          expect(limit.left.searches).toBeGreaterThanOrEqual(0);
        }
        for (const end of underWay) end();
        expect(limit.spent.units + limit.left.units).toBe(units);
        expect(limit.spent.units).toBeLessThanOrEqual(units);
      }),
    );
  });
});
