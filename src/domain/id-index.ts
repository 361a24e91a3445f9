/**
 * Where the row of a video id stands in a list. Tables of numbers beside the list itself: a `Map` of a million ids
 * takes ten times the memory and most of the time of reading them.
 */
export class IdIndex {
  /** Places plus one; 0 is free. Its length is a power of two, at least twice the number of ids. */
  #slots = new Int32Array(64);
  /** The hash of the id in each slot, so that few ids have to be looked at. */
  #hashes = new Int32Array(64);
  #size = 0;

  constructor(private readonly idAt: (place: number) => string | null) {}

  /** The place of an id, −1 when it has none. */
  find(id: string): number {
    const code = hash(id);
    const mask = this.#slots.length - 1;
    for (let slot = code & mask; ; slot = (slot + 1) & mask) {
      const place = (this.#slots[slot] ?? 0) - 1;
      if (place === -1 || (this.#hashes[slot] === code && this.idAt(place) === id)) return place;
    }
  }

  /** Remembers the place of an id that has none yet. */
  add(id: string, place: number): void {
    if ((this.#size + 1) * 2 > this.#slots.length) this.#grow();
    this.#put(hash(id), place + 1);
    this.#size += 1;
  }

  /** Puts an entry into the first free slot for its hash. */
  #put(code: number, entry: number): void {
    const mask = this.#slots.length - 1;
    let slot = code & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry;
    this.#hashes[slot] = code;
  }

  #grow(): void {
    const [slots, hashes] = [this.#slots, this.#hashes];
    this.#slots = new Int32Array(slots.length * 2);
    this.#hashes = new Int32Array(slots.length * 2);
    for (const [at, entry] of slots.entries()) if (entry !== 0) this.#put(hashes[at] ?? 0, entry);
  }
}

function hash(id: string): number {
  let mixed = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) mixed = Math.imul(mixed ^ id.charCodeAt(i), 0x01000193);
  return mixed ^ (mixed >>> 15);
}
