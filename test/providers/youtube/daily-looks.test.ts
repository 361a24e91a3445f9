import { describe, expect, it } from 'vitest';
import { DAY, days, facts, type Days } from './days.js';

/** What a daily look at 500 videos may cost. */
const MOST = 14;

/** So many daily looks at a channel that was just read, each compared with what a new reader finds. */
async function lookDaily(channel: Days, count: number, before: (day: number) => void = () => undefined) {
  const costs: number[] = [];
  const searches: string[] = [];
  for (let day = 1; day <= count; day++) {
    channel.now += DAY;
    before(day);
    const { asked, ...daily } = await channel.look();
    const { skipped: fresh, ...anew } = facts(await channel.anew());
    const { skipped, ...found } = facts(daily);
    expect({ day, ...found }).toEqual({ day, ...anew });
    // What has left the list is known to be gone, and is so counted until its page has its turn.
    expect(skipped.deleted).toBeGreaterThanOrEqual(fresh.deleted);
    costs.push(asked.length);
    searches.push(...asked.filter((path) => path === 'search'));
  }
  expect(searches).toEqual([]);
  return costs;
}

const remove = (channel: Days, at: number): void => {
  channel.channel = { ...channel.channel, videos: channel.channel.videos.toSpliced(at, 1) };
};

describe('sixty daily looks at 500 videos', { timeout: 60_000 }, () => {
  it('cost at most 14 requests each, none a search, and find what a new reader finds', async () => {
    const channel = days('@made-up-500');
    expect((await channel.look()).asked).toHaveLength(21);
    const costs = await lookDaily(channel, 60, () => {
      channel.change((video) => ({ ...video, views: (video.views ?? 0) + 1000 }));
    });
    // The channel, the newest page and ten counts; the nine other pages have their turns from the 14th day on.
    const turns = (day: number) => (day % 14 < 9 && day >= 14 ? 1 : 0);
    expect(costs).toEqual(costs.map((_, at) => 12 + turns(at + 1)));
  });

  it('also while videos are uploaded, deleted and taken out of the list', async () => {
    const channel = days('@made-up-500');
    await channel.look();
    const costs = await lookDaily(channel, 60, (day) => {
      if (day % 2 === 0) channel.upload(1);
      if (day % 5 === 0) channel.change((video, at) => (at === day * 7 ? { ...video, state: 'deleted' } : video));
      if (day % 3 === 0) remove(channel, (day * 37) % 490);
    });
    expect(Math.max(...costs)).toBeLessThanOrEqual(MOST);
    // 28 days on, all that was taken out is forgotten.
    for (let day = 0; day < 28; day++) {
      channel.now += DAY;
      expect((await channel.look()).asked.length).toBeLessThanOrEqual(MOST);
    }
    expect(facts(await channel.look())).toEqual(facts(await channel.anew()));
  });

  it('find within 28 days what comes back into the list', async () => {
    const channel = days('@made-up-500');
    const whole = channel.channel;
    for (const at of [420, 300, 299, 130, 100]) remove(channel, at);
    await channel.look();
    channel.channel = whole;
    for (let day = 1; day <= 28; day++) {
      channel.now += DAY;
      expect((await channel.look()).asked.length).toBeLessThanOrEqual(MOST);
    }
    expect(facts(await channel.look())).toEqual(facts(await channel.anew()));
  });
});

describe('a look at older uploads', () => {
  it('reads titles anew after a week', async () => {
    const channel = days('@made-up-120');
    await channel.look();
    channel.change((video) => ({ ...video, title: 'Renamed' }));
    for (let day = 1; day <= 8; day++) {
      channel.now += DAY;
      const { videos } = await channel.look();
      expect([day, videos.at(110)?.title === 'Renamed']).toEqual([day, day >= 7]);
    }
  });

  it('reads the whole list when nobody has looked for 30 days', async () => {
    const channel = days('@made-up-500');
    await channel.look();
    channel.now += 30 * DAY;
    expect((await channel.look()).asked).toHaveLength(21);
    channel.now += DAY;
    expect((await channel.look()).asked).toHaveLength(12);
  });

  it('costs a weekly looker 12 to 14 requests, and each fifth time, when most pages had no turn for 30 days, 21', async () => {
    const channel = days('@made-up-500');
    await channel.look();
    const costs: number[] = [];
    for (let week = 1; week <= 12; week++) {
      channel.now += 7 * DAY;
      channel.upload(1);
      remove(channel, (week * 37) % 490);
      const { asked, ...found } = await channel.look();
      const { skipped: fresh, ...anew } = facts(await channel.anew());
      const { skipped, ...known } = facts(found);
      expect({ week, ...known }).toEqual({ week, ...anew });
      expect(skipped.deleted).toBeGreaterThanOrEqual(fresh.deleted);
      costs.push(asked.length);
    }
    expect(costs.map((cost) => (cost >= 12 && cost <= 14 ? 'few' : cost))).toEqual(
      costs.map((_, at) => (at % 5 === 4 ? 21 : 'few')),
    );
  });

  it('follows the list from its start when a kept page token is refused', async () => {
    const channel = days('@made-up-500');
    await channel.look();
    // The turn of the second page, which also tells the token of the third anew.
    channel.now += 14 * DAY;
    expect((await channel.look()).asked).toHaveLength(13);
    for (const [name, answer] of channel.cache.kept) {
      if (!name.includes('known-uploads')) continue;
      const body = answer.body.replaceAll(/"token":"[^"]*"/g, '"token":"worn-out"');
      expect(body).not.toBe(answer.body);
      channel.cache.kept.set(name, { ...answer, body });
    }
    channel.now += DAY;
    remove(channel, 200);
    const { asked, ...found } = await channel.look();
    expect(asked).toHaveLength(22);
    expect(facts(found)).toEqual(facts(await channel.anew()));
    channel.now += 14 * DAY;
    expect((await channel.look()).asked).toHaveLength(13);
  });

  it('never costs more than a first one of the same limit', async () => {
    for (const limit of [50, 60, 100, 450]) {
      const [whole, part] = [days('@made-up-500'), days('@made-up-500')];
      await whole.look();
      const first = (await part.look({ limit })).asked.length;
      for (const channel of [whole, part]) {
        for (let day = 1; day <= 32; day++) {
          channel.now += DAY;
          channel.upload(day % 2);
          expect((await channel.look({ limit })).asked.length).toBeLessThanOrEqual(first);
        }
        channel.now += DAY;
        expect(facts(await channel.look({ limit }))).toEqual(facts(await channel.anew({ limit })));
      }
    }
  });
});
