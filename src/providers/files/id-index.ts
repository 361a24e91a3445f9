/**
 * Where the row of a video id stands in a list. A table of numbers beside the list itself: a `Map` of a million ids
 * takes ten times the memory and most of the time of reading them.
 */
export class IdIndex {
  /** Places plus one; 0 is free. Its length is a power of two, at least twice the number of ids. */
  #slots = new Int32Array(64);
  #size = 0;

  constructor(private readonly idAt: (place: number) => string | null) {}

  /** The place of an id, −1 when it has none. */
  find(id: string): number {
    return (this.#slots[this.#slot(id)] ?? 0) - 1;
  }

  /** Remembers the place of an id that has none yet. */
  add(id: string, place: number): void {
    if ((this.#size + 1) * 2 > this.#slots.length) this.#grow();
    this.#slots[this.#slot(id)] = place + 1;
    this.#size += 1;
  }

  /** The slot of the id, or the free one that it may take. */
  #slot(id: string): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash(id) & mask; ; slot = (slot + 1) & mask) {
      const place = (this.#slots[slot] ?? 0) - 1;
      if (place === -1 || this.idAt(place) === id) return slot;
    }
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Int32Array(before.length * 2);
    for (const entry of before) {
      const id = entry === 0 ? null : this.idAt(entry - 1);
      if (id !== null) this.#slots[this.#slot(id)] = entry;
    }
  }
}

function hash(id: string): number {
  let mixed = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) mixed = Math.imul(mixed ^ id.charCodeAt(i), 0x01000193);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
