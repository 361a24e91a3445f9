import { DAY_MS } from '../../domain/age.js';
import { PAGE_SIZE } from '../../domain/most-pages.js';
import type { Upload, UploadsPage } from './answers.js';
import { AGES } from './questions.js';

/** A page of the playlist. Its token is a position, which stays good while uploads come and go. */
interface PageMark {
  /** Null for the first page. */
  readonly token: string | null;
  /** When it was last read, in milliseconds, and the last upload on it then; null when there was none. */
  readonly readAt: number;
  readonly last: string | null;
}

/** The list as it is kept between looks. */
export interface KeptList {
  /** True when it reaches to the oldest upload. */
  readonly complete: boolean;
  readonly pages: readonly PageMark[];
  /** Newest first. */
  readonly order: readonly Upload[];
}

/**
 * The uploads playlist of one channel, known from earlier looks and read anew from the top until it meets what is known.
 * The pages behind are read anew in turns, a few a look, so that no look pays for all of them. Such a page is put in the
 * place of what lies between its first and its last known upload, for by then all pages may have moved by some uploads.
 */
export class UploadList {
  private readonly pages: PageMark[];
  private order: readonly Upload[];
  private places: ReadonlyMap<string, number>;
  private readonly walked = new Map<string, Upload>();
  private walkedPages = 0;
  private lastWalked: string | null = null;
  private ended = false;
  private reachesEnd: boolean;
  /** True once it is not what was kept. */
  changed = false;

  constructor(
    before: KeptList,
    /** Whether something of that time, of at most that age, still counts; both in milliseconds. */
    private readonly isGood: (at: number, maxAgeMs: number) => boolean,
    /** Whether an upload is known to be no longer there. */
    private readonly isGone: (videoId: string) => boolean,
  ) {
    this.pages = [...before.pages];
    this.reachesEnd = before.complete;
    this.order = before.order;
    this.places = placesIn(before.order);
  }

  /** True when what is known reaches to the oldest upload. */
  get complete(): boolean {
    return this.reachesEnd;
  }

  /** Takes the next page from the top. */
  walk(token: string | null, page: UploadsPage, readAt: number): void {
    for (const upload of page.uploads) {
      if (!this.walked.has(upload.videoId)) this.walked.set(upload.videoId, upload);
    }
    this.lastWalked = lastOf(page);
    this.ended = page.next === null;
    this.mark(this.walkedPages++, { token, readAt, last: this.lastWalked }, page.next);
  }

  /** What is known to come after the pages from the top; null when they do not meet it, or when some of it is too old. */
  rest(): readonly Upload[] | null {
    const behind = this.pages.slice(this.walkedPages);
    const at = this.places.get(this.lastWalked ?? '');
    const isCurrent = behind.length > 0 && behind.every(({ readAt }) => this.isGood(readAt, AGES.olderUploads));
    return at === undefined || !isCurrent ? null : this.order.slice(at + 1);
  }

  /**
   * How many pages may be read anew in this look: so many that whoever looks daily has read each within 28 days. Those
   * that had to be read from the top, beyond the first, are part of it.
   */
  get turns(): number {
    return Math.ceil(this.pages.length / (AGES.turn / DAY_MS)) - (this.walkedPages - 1);
  }

  /** The pages behind those from the top, by number. */
  get numbers(): { readonly from: number; readonly to: number } {
    return { from: this.walkedPages, to: this.pages.length };
  }

  /** The token of a page whose turn it is; null when it is not. */
  dueToken(number: number): string | null {
    const page = this.pages[number];
    return page === undefined || this.isGood(page.readAt, AGES.turn) ? null : page.token;
  }

  /** Puts a page that was read anew in its place; when it does not fit to what is known, nothing is known any more. */
  replace(number: number, page: UploadsPage, readAt: number): void {
    const token = this.pages[number]?.token ?? null;
    const found = page.uploads.flatMap(({ videoId }) => this.places.get(videoId) ?? []);
    const end = this.order.length;
    // Right behind what the page before it ended with, when that was read.
    const behind = (this.places.get(this.pages[number - 1]?.last ?? '') ?? -1) + 1;
    if (page.uploads.length > 0) {
      // Nothing is known to come after that, or nothing that is still there, and less than a page of it.
      const ended = this.order.slice(behind).every(({ videoId }) => this.isGone(videoId)) && end - behind < PAGE_SIZE;
      const isAppended = found.length === 0 && ended && (behind > 0 || end === 0);
      // Where nothing is known to follow, all that came after it has gone, or moved on to where nothing is known.
      const endsHere = page.next === null || (!this.complete && number === this.pages.length - 1);
      const first = Math.min(...found, end);
      const after = endsHere || isAppended ? end : Math.max(...found) + 1;
      // More than a page that has gone at once is rather an order that has changed.
      if ((found.length === 0 && !isAppended) || after - first - found.length > PAGE_SIZE) {
        this.forget();
        return;
      }
      // What has gone where two pages meet is on neither of them.
      const isLeft = ({ videoId }: Upload, at: number): boolean => at < behind || behind === 0 || !this.isGone(videoId);
      const before = this.order.slice(0, first).filter(isLeft);
      this.order = [...before, ...page.uploads, ...this.order.slice(after)];
      this.places = placesIn(this.order);
    }
    this.mark(number, { token, readAt, last: lastOf(page) }, page.next);
  }

  /** Trusts nothing that was known before this look. */
  forget(): void {
    this.order = [];
    this.places = new Map();
    this.reachesEnd = false;
  }

  /** All that is known now. */
  kept(): KeptList {
    const order = [...this.walked.values()];
    const rest = this.ended ? [] : this.rest();
    if (rest === null) return { complete: false, pages: this.pages.slice(0, this.walkedPages), order };
    order.push(...rest.filter(({ videoId }) => !this.walked.has(videoId)));
    return { complete: this.ended || this.complete, pages: this.pages, order };
  }

  private mark(number: number, page: PageMark, next: string | null): void {
    const before = this.pages[number];
    const following = this.pages[number + 1];
    this.changed ||= before?.readAt !== page.readAt;
    this.pages[number] = page;
    if (next === null) this.pages.length = number + 1;
    // A page that is new at the end holds what was on this one, or on one before it, when it was last read.
    else if (following !== undefined || this.complete) {
      this.pages[number + 1] = { ...(following ?? before ?? page), token: next };
    }
  }
}

function lastOf({ uploads }: UploadsPage): string | null {
  return uploads.at(-1)?.videoId ?? null;
}

function placesIn(order: readonly Upload[]): ReadonlyMap<string, number> {
  return new Map(order.map(({ videoId }, at) => [videoId, at]));
}
