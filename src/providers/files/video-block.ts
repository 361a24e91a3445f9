import type { Video } from '../../domain/video.js';

/** Rows of one block: few enough to fill in a moment, enough that blocks themselves do not count. */
export const BLOCK_ROWS = 1024;

/** Columns of numbers, side by side in each row. */
const PUBLISHED_AT = 0;
const DURATION = 1;
const VIEWS = 2;
const LIKES = 3;
const COMMENTS = 4;
const NUMBERS = 5;

/** Columns of texts, likewise. */
const ID = 0;
const TITLE = 1;
const DESCRIPTION = 2;
const TEXTS = 3;

const FLAGS = [null, false, true] as const;

/** Longer texts are not joined: a string of JavaScript has an end. */
const LONGEST = 100_000_000;

/**
 * Up to 1024 videos, their numbers side by side and their texts as one string. As objects of its own a million videos
 * take half a gigabyte, and the garbage collector walks through all of them again and again.
 */
export class VideoBlock {
  #rows = 0;
  /** NaN where unknown. */
  readonly #numbers = new Float64Array(BLOCK_ROWS * NUMBERS);
  /** Places in `FLAGS`: `live` and `shortLink` of each row. */
  readonly #flags = new Uint8Array(BLOCK_ROWS * 2);
  /** Of the rows that have any. */
  readonly #tags = new Map<number, readonly string[]>();
  /** The texts of a block that is not yet full, or too long to be joined; an empty text is one that is unknown. */
  #texts: string[] = [];
  #joined = '';
  /** Where each text ends in `#joined`. */
  readonly #ends = new Uint32Array(BLOCK_ROWS * TEXTS);

  get isFull(): boolean {
    return this.#rows === BLOCK_ROWS;
  }

  /** Takes up a video and gives its row. */
  add(video: Video): number {
    const row = this.#rows;
    this.#rows += 1;
    const first = row * NUMBERS;
    this.#numbers[first + PUBLISHED_AT] = video.publishedAt ?? NaN;
    this.#numbers[first + DURATION] = video.durationSeconds ?? NaN;
    this.#numbers[first + VIEWS] = video.views ?? NaN;
    this.#numbers[first + LIKES] = video.likes ?? NaN;
    this.#numbers[first + COMMENTS] = video.comments ?? NaN;
    this.#flags[row * 2] = FLAGS.indexOf(video.live);
    this.#flags[row * 2 + 1] = FLAGS.indexOf(video.shortLink);
    if (video.tags.length > 0) this.#tags.set(row, video.tags);
    this.#texts.push(video.id ?? '', video.title ?? '', video.description ?? '');
    if (this.isFull) this.#join();
    return row;
  }

  #join(): void {
    let end = 0;
    for (const [at, text] of this.#texts.entries()) {
      end += text.length;
      this.#ends[at] = end;
    }
    if (end > LONGEST) return;
    this.#joined = this.#texts.join('');
    this.#texts = [];
  }

  /** Sets the date of a row (milliseconds), which may be known later than the row. */
  date(row: number, publishedAt: number | null): void {
    this.#numbers[row * NUMBERS + PUBLISHED_AT] = publishedAt ?? NaN;
  }

  id(row: number): string | null {
    return this.#text(row, ID);
  }

  title(row: number): string | null {
    return this.#text(row, TITLE);
  }

  description(row: number): string | null {
    return this.#text(row, DESCRIPTION);
  }

  tags(row: number): readonly string[] {
    return this.#tags.get(row) ?? [];
  }

  publishedAt(row: number): number | null {
    return this.#number(row, PUBLISHED_AT);
  }

  durationSeconds(row: number): number | null {
    return this.#number(row, DURATION);
  }

  views(row: number): number | null {
    return this.#number(row, VIEWS);
  }

  likes(row: number): number | null {
    return this.#number(row, LIKES);
  }

  comments(row: number): number | null {
    return this.#number(row, COMMENTS);
  }

  live(row: number): boolean | null {
    return FLAGS[this.#flags[row * 2] ?? 0] ?? null;
  }

  shortLink(row: number): boolean | null {
    return FLAGS[this.#flags[row * 2 + 1] ?? 0] ?? null;
  }

  #number(row: number, column: number): number | null {
    const value = this.#numbers[row * NUMBERS + column] ?? NaN;
    return Number.isNaN(value) ? null : value;
  }

  #text(row: number, column: number): string | null {
    const at = row * TEXTS + column;
    const start = at === 0 ? 0 : this.#ends[at - 1];
    const text = this.#joined === '' ? this.#texts[at] : this.#joined.slice(start, this.#ends[at]);
    return text === undefined || text === '' ? null : text;
  }
}
