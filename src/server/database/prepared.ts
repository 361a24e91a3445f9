import type { Compilable, CompiledQuery } from 'kysely';
import type { Reader } from './database.js';

/** Stands for the text that comes in this place; no text of the program's own looks like it. */
const placeOf = (at: number) => `\0${at}`;

/**
 * A question that comes with every request. It is put into SQL once for each database, which takes longer than its answer.
 * @param build is given something in the place of each text, and may do nothing with it but compare
 */
export function prepared<R>(
  build: (reader: Reader, ...places: readonly string[]) => Compilable<R>,
): (reader: Reader, ...texts: readonly string[]) => Promise<readonly R[]> {
  const known = new WeakMap<Reader, CompiledQuery<R>>();
  return async (reader, ...texts) => {
    const places = texts.map((_, at) => placeOf(at));
    const query = known.get(reader) ?? build(reader, ...places).compile();
    known.set(reader, query);
    const parameters = query.parameters.map((one) => texts[places.findIndex((place) => place === one)] ?? one);
    const { rows } = await reader.executeQuery<R>({ ...query, parameters });
    return rows;
  };
}
