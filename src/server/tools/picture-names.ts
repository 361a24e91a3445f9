import type { Reader } from '../database/database.js';

/** A picture, by the run that made it and its name there. */
export interface PictureName {
  readonly runId: string;
  readonly name: string;
}

/** The pictures that runs of an account made, each in one form only; none of runs of others. */
export function pictureNames(reader: Reader, accountId: string, runIds: readonly string[]): Promise<PictureName[]> {
  if (runIds.length === 0) return Promise.resolve([]);
  return reader
    .selectFrom('toolFile')
    .innerJoin('toolRun', 'toolRun.id', 'toolFile.runId')
    .select(['toolFile.runId', 'toolFile.name'])
    .where('toolFile.runId', 'in', runIds)
    .where('toolRun.accountId', '=', accountId)
    .where('toolFile.type', '=', 'image/png')
    .orderBy('toolFile.runId')
    .orderBy('toolFile.name')
    .execute();
}
