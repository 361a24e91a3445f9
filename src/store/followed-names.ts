import type { Connection } from './driver.js';

export interface FollowedName {
  readonly id: string;
  readonly title: string | null;
  readonly handle: string | null;
}

/** What the followed channels are called, by title, without their snapshots. */
export function followedNames(connection: Connection): readonly FollowedName[] {
  return connection
    .prepare<[], FollowedName>(
      `SELECT id, body ->> 'title' AS title, body ->> 'handle' AS handle
       FROM syncItem WHERE kind = 'channel' AND NOT deleted ORDER BY title IS NULL, title, id`,
    )
    .all();
}
