import { describe, expect, it } from 'vitest';
import { Meter } from '../../src/context/metered-fetch.js';
import { SessionLimit } from '../../src/mcp/session-limit.js';

const FEED = 'https://www.youtube.com/feeds/videos.xml';

describe('what the calls of a session send', () => {
  it('is bounded also where it costs no units, over all calls together', async () => {
    const limit = new SessionLimit({ units: 10, searches: 0 }, 3);
    const sent: string[] = [];
    let stopped = 0;
    const call = () => {
      const meter = new Meter(
        () => limit.takeRequest(),
        () => void (stopped += 1),
      );
      return meter.fetch((input) => {
        sent.push(input instanceof Request ? input.url : input.toString());
        return Promise.resolve(new Response());
      });
    };
    const first = call();
    await first(FEED);
    await first(FEED);
    const second = call();
    await second(FEED);
    expect(stopped).toBe(0);
    expect(() => second(FEED)).toThrow('no more');
    expect([sent.length, stopped]).toEqual([3, 1]);
    expect(limit.overrun()).toMatchObject({
      kind: 'quota',
      message: 'the call was stopped: the 3 requests that a session may send are sent',
    });
  });

  it('is told apart from units that are spent', () => {
    const limit = new SessionLimit({ units: 10, searches: 0 }, 3);
    limit.takeRequest();
    expect(limit.overrun().message).toBe('the call was stopped: the 10 units of this session are spent');
  });
});
