import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Upload, UploadsPage } from '../../../src/providers/youtube/answers.js';
import { RequestRefused } from '../../../src/providers/youtube/failures.js';
import { pagesOf } from '../../../src/providers/youtube/pages.js';
import { UploadList, type KeptList } from '../../../src/providers/youtube/upload-list.js';
import { DAY } from './days.js';

const PAGE = 50;

/** A playlist whose pages are positions, as YouTube's are, looked at once a day. */
class Playlist {
  /** Numbers of uploads, newest and so highest first. */
  listed: number[];
  readonly unlisted: number[] = [];
  now = 0;
  requests = 0;
  /** Tokens of an earlier one are refused. */
  epoch = 0;
  /** Positions of a page that YouTube keeps to itself: the page is shorter for it. */
  hidden = 0;
  private kept: KeptList = { complete: false, pages: [], order: [] };

  constructor(private next: number) {
    this.listed = Array.from({ length: next }, (_, at) => next - 1 - at);
  }

  upload(count: number): void {
    for (let n = 0; n < count; n++) this.listed.unshift(this.next++);
  }

  takeOut(at: number): void {
    this.unlisted.push(...this.listed.splice(at % Math.max(1, this.listed.length), 1));
  }

  putBack(): number | null {
    const back = this.unlisted.shift() ?? null;
    if (back !== null) this.listed = [...this.listed, back].toSorted((a, b) => b - a);
    return back;
  }

  /** What a look finds, those of them that are still there: what is gone is known by its counts. */
  async look(): Promise<number[]> {
    this.now += DAY;
    this.requests = 0;
    const isGood = (at: number, maxAgeMs: number): boolean => this.now - at < maxAgeMs;
    const list = new UploadList(this.kept, isGood, (videoId) => !this.listed.includes(Number(videoId)));
    const found: number[] = [];
    for await (const { uploads } of pagesOf({ uploads: (_, token) => this.page(token) }, list, 'UU')) {
      found.push(...uploads.map(({ videoId }) => Number(videoId)));
    }
    this.kept = list.kept();
    expect(this.kept.order.length).toBe(new Set(this.kept.order.map(({ videoId }) => videoId)).size);
    return found.filter((upload) => this.listed.includes(upload));
  }

  /** Uploads that are known though no longer listed. */
  get stale(): number {
    return this.kept.order.filter(({ videoId }) => !this.listed.includes(Number(videoId))).length;
  }

  private page(token: string | null): Promise<{ value: UploadsPage; fetchedAt: number; cached: boolean }> {
    this.requests++;
    const [epoch = this.epoch, from = 0] = (token ?? '').split(':').filter(Boolean).map(Number);
    if (epoch !== this.epoch) return Promise.reject(new RequestRefused('provider', 'worn out', 'none'));
    const uploads = this.listed.slice(from, from + PAGE - this.hidden).map((upload): Upload => {
      return { videoId: String(upload), publishedAt: upload, private: false };
    });
    const to = from + PAGE - this.hidden;
    const next = to < this.listed.length ? `${this.epoch}:${to}` : null;
    return Promise.resolve({ value: { uploads, next }, fetchedAt: this.now, cached: false });
  }
}

const day = fc.record({
  uploads: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 2 }) }, fc.integer({ min: 0, max: 70 })),
  // -1 is the oldest.
  out: fc.array(fc.oneof({ weight: 4, arbitrary: fc.nat(400) }, fc.constant(-1)), { maxLength: 3 }),
  back: fc.integer({ min: 0, max: 2 }),
  newEpoch: fc.integer({ min: 0, max: 30 }).map((n) => n === 0),
});
/** The oldest upload comes back alone on a new last page, behind one that has gone. Each day: uploads, out, back. */
const OLDEST_ALONE_ON_A_PAGE = (
  [
    [1, [], 0],
    [1, [], 0],
    [0, [0], 0],
    [2, [-1], 0],
    [1, [0, 0], 0],
    [20, [0], 1],
    [5, [0], 1],
    [1, [-1], 0],
    [1, [], 1],
    [5, [], 2],
    [0, [0], 1],
    [2, [0], 0],
    [1, [-1, -1], 1],
    [1, [0, -1], 0],
    [26, [], 0],
    [0, [], 2],
    [2, [0], 1],
    [0, [], 0],
    [0, [0, -1], 1],
    [2, [], 2],
    [17, [], 2],
  ] as const
).map(([uploads, out, back]) => ({ uploads, out: [...out], back, newEpoch: false }));

const size = fc.integer({ min: 0, max: 420 });
const hidden = fc.constantFrom(0, 0, 1, 12);

describe('the known list, looked at daily', () => {
  it('never loses nor doubles an upload, whatever comes and goes, and learns of those that come back', async () => {
    await fc.assert(
      fc.asyncProperty(size, hidden, fc.array(day, { minLength: 40, maxLength: 70 }), async (start, less, course) => {
        const list = new Playlist(start);
        list.hidden = less;
        const back = new Map<number, number>();
        for (const { uploads, out, back: count, newEpoch } of course) {
          list.upload(uploads);
          for (const at of out) list.takeOut(at);
          for (let n = 0; n < count; n++) {
            const one = list.putBack();
            if (one !== null) back.set(one, list.now);
          }
          if (newEpoch) list.epoch++;
          const found = await list.look();
          expect(new Set(found).size).toBe(found.length);
          const missing = list.listed.filter((upload) => !found.includes(upload));
          // One that comes back where two pages meet, while one before it goes, is found a turn later.
          expect(missing.filter((upload) => list.now - (back.get(upload) ?? -Infinity) > 56 * DAY)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('reads no more than the newest page and its turns, and is exact after 28 quiet days', async () => {
    await fc.assert(
      fc.asyncProperty(size, hidden, fc.array(day, { minLength: 10, maxLength: 40 }), async (start, less, course) => {
        const list = new Playlist(start);
        list.hidden = less;
        await list.look();
        for (const { uploads, out, back } of course) {
          list.upload(uploads % 3);
          for (const at of out) list.takeOut(at);
          for (let n = 0; n < back; n++) list.putBack();
          await list.look();
        }
        for (let quiet = 1; quiet <= 28; quiet++) {
          await list.look();
          expect(list.requests).toBeLessThanOrEqual(2);
        }
        expect(await list.look()).toEqual(list.listed);
        expect(list.stale).toBe(0);
      }),
      { numRuns: 60, examples: [[271, 1, OLDEST_ALONE_ON_A_PAGE]] },
    );
  });

  it('follows a large one in as many turns as it takes', async () => {
    const list = new Playlist(5000);
    await list.look();
    expect(list.requests).toBe(100);
    for (let n = 1; n <= 60; n++) {
      list.upload(1);
      expect(await list.look()).toEqual(list.listed);
      expect(list.requests).toBeLessThanOrEqual(1 + Math.ceil(102 / 14));
    }
  });

  it('learns of an oldest one that comes back behind the end', async () => {
    const list = new Playlist(101);
    list.takeOut(-1);
    await list.look();
    list.putBack();
    for (let n = 1; n <= 28; n++) {
      await list.look();
      expect(list.requests).toBeLessThanOrEqual(2);
    }
    expect(await list.look()).toEqual(list.listed);
  });

  it('is read from its start when what a page holds has nothing to do with what is known', async () => {
    const list = new Playlist(200);
    await list.look();
    list.now += 14 * DAY;
    const [newest, rest] = [list.listed.slice(0, 50), list.listed.slice(50)];
    list.listed = [...newest, ...rest.map((upload) => upload + 10_000)];
    expect(await list.look()).toEqual(list.listed);
    expect(list.requests).toBe(5);
  });
});
