/**
 * Numbers gathered one by one, each in eight bytes, and sorted where they lie. An array of a million numbers leaves three
 * times its size behind while it grows, and has to be copied to be sorted as fast.
 */
export class NumberList {
  #values = new Float64Array(16);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  /** The numbers in ascending order; what is added afterwards makes it a list in any order again. */
  sorted(): Float64Array {
    return this.#values.subarray(0, this.#length).sort();
  }
}
