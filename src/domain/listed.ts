/** A list that is read in order or by place. An array is one. */
export interface Listed<T> extends Iterable<T> {
  readonly length: number;
  at(index: number): T | undefined;
  slice(start?: number, end?: number): Listed<T>;
  filter(wanted: (element: T) => boolean): T[];
}

/** Several lists one after another, as one list. */
export function joined<T>(lists: readonly Listed<T>[]): Listed<T> {
  let length = 0;
  // Where each list starts.
  const starts = Float64Array.from(lists, (list) => (length += list.length) - list.length);
  return new LazyList(length, (index) => {
    let [low, high] = [0, lists.length];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? Infinity) > index) high = middle;
      else low = middle;
    }
    const element = lists[low]?.at(index - (starts[low] ?? 0));
    if (element === undefined) throw new RangeError(`there is no element ${index}`);
    return element;
  });
}

/**
 * A list whose elements are made each time they are asked for: a million videos, each with all its figures, take more
 * memory than the facts they are made of, and of most nothing is ever shown.
 */
export class LazyList<T> implements Listed<T> {
  constructor(
    readonly length: number,
    private readonly make: (index: number) => T,
  ) {}

  *[Symbol.iterator](): Generator<T> {
    for (let index = 0; index < this.length; index += 1) yield this.make(index);
  }

  at(index: number): T | undefined {
    const place = index < 0 ? this.length + index : index;
    return place >= 0 && place < this.length ? this.make(place) : undefined;
  }

  slice(start = 0, end: number = this.length): LazyList<T> {
    const place = (index: number) => Math.min(Math.max(index < 0 ? this.length + index : index, 0), this.length);
    const first = place(start);
    return new LazyList(Math.max(place(end) - first, 0), (index) => this.make(first + index));
  }

  filter(wanted: (element: T) => boolean): T[] {
    const found: T[] = [];
    for (const element of this) if (wanted(element)) found.push(element);
    return found;
  }

  /** As JSON it is an array like any other. */
  toJSON(): T[] {
    return [...this];
  }
}
