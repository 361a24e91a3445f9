import type { Context } from '../context.js';
import type { AdminDesk } from '../context/admin-desk.js';
import type { Column, Screen } from '../domain/screen.js';
import { text } from '../flags.js';

/** Rows of a list when nobody says how many. */
export const DEFAULT_LIMIT = 20;

/** Which database: of every command that administers. */
export const DB = { db: text('file of the embedded database, as for insight serve', 'FILE') };

/** Whom it is done to. */
export const EMAIL = {
  name: 'email',
  describe: 'the address of the account',
  required: true,
  variadic: false,
} as const;

/** The fields of a user. */
export const USER: readonly Column[] = [
  { field: 'email', header: 'ADDRESS', figure: 'title', describe: 'its address' },
  { field: 'role', header: 'ROLE', figure: 'text', describe: 'user or admin' },
  { field: 'state', header: 'STATE', figure: 'text', describe: 'active or suspended' },
  { field: 'plan', header: 'PLAN', figure: 'text', describe: 'free, pro or team' },
  { field: 'createdAt', header: 'REGISTERED', figure: 'instant', describe: 'when it was registered, UTC' },
  { field: 'id', figure: 'text', describe: 'its id, which the audit book names it by' },
];

/** Where everything is done. @param db the file of the embedded database; null for the usual one @throws Failure */
export async function deskOf(context: Context, db: string | null): Promise<AdminDesk> {
  return (await context.host()).admin(db);
}

/** What was done, in a sentence; the fields that were asked for as a table. */
export function saidScreen(row: object, said: string, columns: readonly Column[] | null): Screen {
  return columns === null
    ? [{ kind: 'lines', lines: [said] }]
    : [{ kind: 'table', columns, sections: [{ rows: [row] }] }];
}

/** A link to a password, alone in its line. */
export function linkScreen(email: string, link: string): Screen {
  return [
    {
      kind: 'lines',
      lines: [`For ${email} alone, good once, for twenty minutes:`, { text: link, tone: 'strong', unbroken: true }],
    },
  ];
}
