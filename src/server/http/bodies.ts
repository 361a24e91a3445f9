import { z, type RouteConfig } from '@hono/zod-openapi';
import type { ZodType } from 'zod';
import { PROBLEMS, type ProblemName } from './problem.js';

/** A JSON body that a route takes. */
export function takes<S extends ZodType>(schema: S) {
  return { content: { 'application/json': { schema } }, required: true } as const;
}

/** A JSON body that a route answers with. */
export function gives<S extends ZodType>(schema: S, description: string) {
  return { content: { 'application/json': { schema } }, description } as const;
}

/** Whether a text can be kept: PostgreSQL takes none with a zero byte. For `refine`. */
export const hasNoZero = (text: string): boolean => !text.includes('\0');

/** Any JSON. No `z.json()`: the description of the API would follow it for ever. */
export const anyJson = z.unknown().openapi({ description: 'Any JSON' });

export const NOTHING = { description: 'Done; there is nothing to say.' } as const;

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    instance: z.string(),
  })
  .openapi('Problem', { description: 'RFC 9457: what went wrong. `type` never changes.' });

/** The answers of a route when something goes wrong, for its OpenAPI description. They are thrown, never returned. */
export function fails(...names: readonly ProblemName[]): RouteConfig['responses'] {
  const byStatus = new Map<number, string[]>();
  for (const name of names) {
    const { status, title } = PROBLEMS[name];
    byStatus.set(status, [...(byStatus.get(status) ?? []), title]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, titles]) => [
      status,
      { description: titles.join('; '), content: { 'application/problem+json': { schema: problemSchema } } },
    ]),
  );
}
