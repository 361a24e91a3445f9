import { noSuchShape } from './failures.js';
import { isRecord, type JsonRecord } from '../http/json-record.js';

/**
 * Reads members of one thing of the API; each member may be missing (null), but must not be of another type.
 * @throws Failure `provider` naming what the answer is not
 */
export class Shape {
  private constructor(
    private readonly record: JsonRecord,
    private readonly what: string,
  ) {}

  static of(value: unknown, what: string): Shape {
    if (!isRecord(value)) throw noSuchShape(what);
    return new Shape(value, what);
  }

  /** A part; an empty one when it is missing. */
  part(name: string): Shape {
    return Shape.of(this.record[name] ?? {}, this.what);
  }

  text(name: string): string | null {
    return this.typed(name, (value) => (typeof value === 'string' ? value : null));
  }

  flag(name: string): boolean | null {
    return this.typed(name, (value) => (typeof value === 'boolean' ? value : null));
  }

  /** A count: the API writes uint64 as a string of digits. */
  count(name: string): number | null {
    return this.typed(name, (value) => (typeof value === 'string' && /^\d{1,20}$/.test(value) ? Number(value) : null));
  }

  /** An RFC 3339 instant, in milliseconds. */
  instant(name: string): number | null {
    return this.typed(name, (value) => {
      const instant = typeof value === 'string' ? Date.parse(value) : NaN;
      return Number.isNaN(instant) ? null : instant;
    });
  }

  texts(name: string): readonly string[] {
    return this.list(name).map((value) => {
      if (typeof value !== 'string') throw noSuchShape(this.what);
      return value;
    });
  }

  /** A list; the API leaves empty ones out. */
  list(name: string): readonly unknown[] {
    const value = this.record[name] ?? [];
    if (!Array.isArray(value)) throw noSuchShape(this.what);
    return value;
  }

  private typed<T>(name: string, read: (value: unknown) => T | null): T | null {
    const value = this.record[name];
    if (value === undefined || value === null) return null;
    const found = read(value);
    if (found === null) throw noSuchShape(this.what);
    return found;
  }
}
