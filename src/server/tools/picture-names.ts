import type { Reader } from '../database/database.js';

/** A picture, by the run that made it and its name there. */
export interface PictureName {
  readonly runId: string;
  readonly name: string;
}

/** The pictures that runs made, each in one form only. */
export function pictureNames(reader: Reader, runIds: readonly string[]): Promise<PictureName[]> {
  if (runIds.length === 0) return Promise.resolve([]);
  return reader
    .selectFrom('toolFile')
    .select(['runId', 'name'])
    .where('runId', 'in', runIds)
    .where('type', '=', 'image/png')
    .orderBy('runId')
    .orderBy('name')
    .execute();
}
