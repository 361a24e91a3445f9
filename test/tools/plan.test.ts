import { describe, expect, it } from 'vitest';
import { planVideos, type PlannedQuestion } from '../../src/tools/plan.js';

const plan = (more: Partial<PlannedQuestion>) =>
  planVideos({ source: 'api', subjects: [{ kind: 'handle' }], limit: 50, until: null, keysKnown: 1, ...more });

describe('the plan of looking at videos', () => {
  it.each([
    [1, 3],
    [50, 3],
    [51, 5],
    [500, 21],
    [5000, 201],
  ])('through the API with a limit of %i is %i units', (limit, units) => {
    expect(plan({ limit }).usual).toEqual({ requests: units, units, searches: 0, modelCalls: 0, usd: 0 });
  });

  it('adds one for a video, and adds up channels', () => {
    expect(plan({ subjects: [{ kind: 'video' }] }).usual.units).toBe(4);
    expect(plan({ subjects: [{ kind: 'id' }, { kind: 'video' }, { kind: 'custom' }] }).usual.units).toBe(10);
  });

  it('says that it does not know without a limit, and back to a date', () => {
    for (const more of [{ limit: null }, { until: 1 }]) {
      expect([plan(more).usual.units, plan(more).atMost.requests]).toEqual([null, null]);
    }
  });

  it('bounds three tries of each request with each key, and pages full of dead uploads', () => {
    // one look-up, three pages, three times videos; three tries each
    expect(plan({}).atMost.units).toBe(21);
    expect(plan({ keysKnown: 2 }).atMost.units).toBe(42);
    expect(plan({ subjects: [{ kind: 'custom' }] }).atMost.units).toBe(24);
  });

  it('of the feed is requests and no unit, of a file nothing', () => {
    expect(plan({ source: 'feed', limit: null }).usual).toMatchObject({ requests: 2, units: 0 });
    expect(plan({ source: 'feed', subjects: [{ kind: 'video' }] }).atMost).toMatchObject({ requests: 9, units: 0 });
    expect(plan({ source: 'file', subjects: [] }).atMost).toMatchObject({ requests: 0, units: 0 });
  });
});
