import { addAccount, findByEmail } from '../accounts/accounts.js';
import { LINK_MS, type LinkParts } from '../accounts/links.js';
import { makeResetLink } from '../accounts/password-reset.js';
import { checkPassword } from '../accounts/password-rules.js';
import { newUser } from '../accounts/register.js';
import { emailSchema } from '../accounts/schemas.js';
import { audit } from '../audit/audit.js';
import type { Reader, Writer } from '../database/database.js';
import type { Account } from '../database/tables.js';
import { Problem } from '../http/problem.js';
import type { Parts } from '../parts.js';
import { freshId, freshToken } from '../random-text.js';

export type MakerParts = Pick<Parts, 'database' | 'passwords' | 'commonPasswords' | 'now' | 'secretBytes'>;

/** Whom an account is made for. */
export interface AccountWish {
  readonly email: string;
  readonly role: Account['role'];
}

/** Where somebody who is given an account sets the password. */
export interface HandedLink {
  readonly link: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Whether an account can be made of this address. @throws Problem `unprocessable` for no address, `conflict` */
export async function checkNewAddress(reader: Reader, email: string): Promise<void> {
  if (!emailSchema.safeParse(email.trim()).success) throw noAddress(email);
  if ((await findByEmail(reader, email)) !== null) throw taken();
}

/** Makes an account that works at once. @throws Problem `unprocessable` for a bad address or password, `conflict`, `busy` */
export async function makeAccount(wish: AccountWish, password: string, parts: MakerParts): Promise<Account> {
  const passwordHash = await hashedFor(wish.email, password, parts);
  return parts.database.write((writer) => addMade(writer, wish, passwordHash, parts));
}

/**
 * Makes an account with a password that nobody knows, and a link to one of its owner's choice.
 * @throws Problem `unprocessable` for a bad address, `conflict`, `busy`
 */
export async function makeAccountByLink(
  wish: AccountWish,
  parts: MakerParts & LinkParts,
): Promise<HandedLink & { readonly account: Account }> {
  const passwordHash = await hashedFor(wish.email, freshToken('', parts.secretBytes), parts);
  return parts.database.write(async (writer) => {
    const account = await addMade(writer, wish, passwordHash, parts);
    const link = await makeResetLink(writer, account, 'system', parts);
    return { account, link, until: parts.now() + LINK_MS };
  });
}

/** The hash of a password that may be taken for an address. @throws Problem `unprocessable`, `busy` */
export async function hashedFor(
  email: string,
  password: string,
  { passwords, commonPasswords }: MakerParts,
): Promise<string> {
  if (!emailSchema.safeParse(email.trim()).success) throw noAddress(email);
  await checkPassword(password, email, commonPasswords);
  return passwords.hash(password);
}

/** Adds an account, and writes down that whoever sits at the server made it. @throws Problem `conflict` */
export async function addMade(
  writer: Writer,
  { email, role }: AccountWish,
  passwordHash: string,
  { now, secretBytes }: MakerParts,
): Promise<Account> {
  const user = newUser({ now }, email.trim(), passwordHash, freshId(secretBytes));
  const made = await addAccount(writer, { ...user, role });
  if (made === null) throw taken();
  const action = role === 'admin' ? 'account.admin-made' : 'account.made';
  await audit(writer, now(), { actor: 'system', action, subject: made.id, detail: {} });
  return made;
}

const taken = () => new Problem('conflict', { detail: 'This address has an account already.' });
const noAddress = (text: string) =>
  new Problem('unprocessable', { detail: `"${text}" is no e-mail address, such as you@example.org.` });
