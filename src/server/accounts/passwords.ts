import type { Options } from '@node-rs/argon2';
import type { Secrets } from '../secrets.js';
import { hashTurns } from './hash-turns.js';

/** OWASP's least for Argon2id: 19 MiB, two passes, one lane. */
const LEAST: Cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** A sign-in may take this long; a faster machine makes more passes. */
const WANTED_MS = 50;
const MOST_PASSES = 10;

type Cost = Pick<Options, 'memoryCost' | 'timeCost' | 'parallelism'> & { readonly timeCost: number };

/** Passwords, hashed by Argon2id. */
export interface Passwords {
  /** Before anything is written down of whoever would be sent away. @throws Problem `busy` when too many wait already */
  demandRoom(): void;
  /** @throws Problem `busy` when too many wait already */
  hash(password: string): Promise<string>;
  /**
   * Whether a password is the one. Without a hash it takes as long and is false: an account that does not exist looks like
   * one whose password is another.
   * @returns also whether the hash was made at a lower cost and should be made anew
   * @throws Problem `busy`
   */
  verify(hash: string | null, password: string): Promise<{ readonly right: boolean; readonly outdated: boolean }>;
}

export interface PasswordParts {
  readonly secrets: Secrets;
  /** How many passes: `hashPasses` keeps the same for all who serve a database. */
  readonly timeCost: number;
  /** Of this machine. One is left to answer everybody else. */
  readonly cores: number;
}

/** Passwords at a cost. */
export async function openPasswords({ secrets, timeCost, cores }: PasswordParts): Promise<Passwords> {
  const argon2 = await import('@node-rs/argon2');
  const cost = { ...LEAST, timeCost };
  const dummy = await argon2.hash(secrets.pepper('nobody has this password'), cost);
  const turns = await hashTurns(cores);
  return {
    demandRoom: () => {
      turns.demandRoom();
    },
    hash: (password) => turns.take(() => argon2.hash(secrets.pepper(password), cost)),
    verify: async (hash, password) => {
      const right = await turns.take(() => argon2.verify(hash ?? dummy, secrets.pepper(password)));
      return { right: right && hash !== null, outdated: hash !== null && passesIn(hash) < timeCost };
    },
  };
}

/** How many passes this machine makes in the time a sign-in may take. @param now milliseconds */
export async function measurePasses(now: () => number): Promise<number> {
  const { hash } = await import('@node-rs/argon2');
  // The first call also loads: the second one tells.
  await hash('calibration', LEAST);
  const begun = now();
  await hash('calibration', LEAST);
  const perPass = Math.max(1, now() - begun) / LEAST.timeCost;
  return Math.min(MOST_PASSES, Math.max(LEAST.timeCost, Math.floor(WANTED_MS / perPass)));
}

/** `$argon2id$v=19$m=19456,t=2,p=1$…`: how a hash was made. */
function passesIn(hash: string): number {
  return Number(/,t=(\d+),/.exec(hash)?.[1] ?? 0);
}
