import type { Format } from './format.js';
import { NumberList } from './number-list.js';
import { medianOfSorted } from './quantile.js';

/** Fewer videos of a format than this have no typical views. */
const FEWEST_OF_FORMAT = 4;

interface FormatAndViews {
  readonly format: Format | null;
  readonly views: number | null;
}

/**
 * "× typical": views divided by the median views of the set's videos of the same format, the video itself included.
 * Videos of unknown format are measured against each other.
 */
export class TypicalViews {
  readonly #views = new Map<Format | null, NumberList>();
  readonly #medians = new Map<Format | null, number | null>();

  /** Takes a video into the set; to be done with all of them before the first is compared. */
  add({ format, views }: FormatAndViews): void {
    if (views === null) return;
    const group = this.#views.get(format) ?? new NumberList();
    this.#views.set(format, group);
    group.add(views);
  }

  /**
   * The multiple of a video of the set; null when its views are unknown, when fewer than four of its format have known
   * views, or when their median is 0.
   */
  multipleOf({ format, views }: FormatAndViews): number | null {
    const usual = this.#usual(format);
    return views === null || usual === null || usual === 0 ? null : views / usual;
  }

  #usual(format: Format | null): number | null {
    const known = this.#medians.get(format);
    if (known !== undefined) return known;
    const views = this.#views.get(format);
    const usual = views === undefined || views.length < FEWEST_OF_FORMAT ? null : medianOfSorted(views.sorted());
    this.#medians.set(format, usual);
    this.#views.delete(format);
    return usual;
  }
}
