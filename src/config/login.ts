import { isRecord } from './is-record.js';

/** Who is signed in, and where. */
export interface Login {
  /** The origin of the server; its secrets go nowhere else. */
  readonly server: string;
  readonly email: string;
  readonly secrets: LoginSecrets;
}

export interface LoginSecrets {
  /** What requests are signed with. */
  readonly accessToken: string;
  /** Null for a personal access token, which is not exchanged. */
  readonly refreshToken: string | null;
  /** Until when the access token works, milliseconds since 1970; null where only the server knows. */
  readonly until: number | null;
}

export type KeptIn = 'keyring' | 'file';

/** The secrets that a text holds; null for anything else. */
export function secretsIn(value: unknown): LoginSecrets | null {
  if (!isRecord(value)) return null;
  const { accessToken, refreshToken, until } = value;
  if (typeof accessToken !== 'string') return null;
  if (typeof refreshToken !== 'string' && refreshToken !== null) return null;
  if (typeof until !== 'number' && until !== null) return null;
  return { accessToken, refreshToken, until };
}
