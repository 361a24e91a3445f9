import { z } from '@hono/zod-openapi';
import type { Account } from '../database/tables.js';

/** A host may take up to 254 characters (RFC 5321). */
const LONGEST_EMAIL = 254;

export const emailSchema = z.email().max(LONGEST_EMAIL).openapi({ example: 'you@example.org' });

/** What is typed to sign in: any text, so that a bad password and no password look the same. */
export const typedPasswordSchema = z.string().min(1).max(1024);

/** What a link ends with. */
export const tokenSchema = z.string().max(100);

/** The answer to what is done out of sight. */
export const acceptedSchema = z.object({ message: z.string() }).openapi('Accepted');

export const accountSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    role: z.enum(['user', 'admin']),
    plan: z.enum(['free', 'pro', 'team']),
    createdAt: z.iso.datetime(),
  })
  .openapi('Account');

/** An account as its owner sees it. */
export function accountBody({ id, email, role, plan, createdAt }: Account): z.infer<typeof accountSchema> {
  return { id, email, role, plan, createdAt: new Date(createdAt).toISOString() };
}
