import type { Reader } from '../database/database.js';

/** What the server itself remembers, beside accounts. */
export type NoteName = 'first-start' | 'secret' | 'public-url' | 'hash-passes';

/** What a note says; null while nobody wrote it. */
export async function readNote(reader: Reader, name: NoteName): Promise<string | null> {
  const found = await reader.selectFrom('serverNote').select('value').where('name', '=', name).executeTakeFirst();
  return found?.value ?? null;
}

/** Writes a note over what stood there. */
export async function keepNote(reader: Reader, name: NoteName, value: string): Promise<void> {
  await reader
    .insertInto('serverNote')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}

/** Writes a note that nobody wrote yet. @returns whether this did: of two at once one gets true */
export async function beginNote(reader: Reader, name: NoteName, value: string): Promise<boolean> {
  const made = await reader
    .insertInto('serverNote')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('name')
    .executeTakeFirst();
  return made !== undefined;
}
