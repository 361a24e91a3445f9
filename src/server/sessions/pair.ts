import { z } from '@hono/zod-openapi';
import { hasNoZero } from '../http/bodies.js';
import { ACCESS_TOKEN_S } from './access-token.js';
import type { TokenPair } from './sessions.js';

const LONGEST_LABEL = 80;

export const labelSchema = z
  .string()
  .max(LONGEST_LABEL)
  .refine(hasNoZero)
  .default('a command line')
  .describe('What you know this machine by');

export const pairSchema = z
  .object({
    accessToken: z.string(),
    tokenType: z.literal('Bearer'),
    expiresIn: z.number().int().describe('Seconds'),
    refreshToken: z.string(),
  })
  .openapi('TokenPair');

/** A pair as it is answered (RFC 6749's names, in our case). */
export function pairBody({ accessToken, refreshToken }: TokenPair): z.infer<typeof pairSchema> {
  return { accessToken, tokenType: 'Bearer', expiresIn: ACCESS_TOKEN_S, refreshToken };
}
