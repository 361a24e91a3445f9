import { z } from '@hono/zod-openapi';
import type { Reader } from '../database/database.js';
import type { ToolRun } from '../database/tables.js';
import { anyJson } from '../http/bodies.js';
import { Problem } from '../http/problem.js';
import type { RunProblem } from './run-problem.js';
import { findRun } from './tool-runs.js';

/** Whatever the command prints: docs/commands.md has it. */
export const toolJson = anyJson.openapi({ description: 'As the command prints it with --json.' });

export const jobSchema = z
  .object({
    id: z.string(),
    tool: z.string(),
    state: z.enum(['queued', 'running', 'done', 'failed']),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    progress: z.string().nullable().describe('What it is doing, while it is at work'),
    notes: z.array(z.string()).describe('What is said beside the result'),
    result: toolJson.nullable(),
    problem: z
      .looseObject({ type: z.string(), title: z.string(), status: z.number(), kind: z.string() })
      .nullable()
      .describe('What went wrong; beside a result: why it is not all that was asked for'),
  })
  .openapi('Job');

export const jobAt = (id: string) => `/api/v1/jobs/${id}`;
const isoTime = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** @param progress what it is doing, where that is known */
export function jobBody(run: ToolRun, progress: string | null): z.infer<typeof jobSchema> {
  return {
    id: run.id,
    tool: run.tool,
    state: run.state,
    createdAt: new Date(run.createdAt).toISOString(),
    startedAt: isoTime(run.startedAt),
    finishedAt: isoTime(run.finishedAt),
    progress,
    notes: JSON.parse(run.notes) as string[],
    result: run.result === null ? null : parsed(run.result),
    problem: run.problem === null ? null : { ...(JSON.parse(run.problem) as RunProblem) },
  };
}

/** What the database keeps was written by this server. */
export function parsed(text: string): unknown {
  return JSON.parse(text);
}

/** A run of an account. @throws Problem `not-found`, also for those of others */
export async function runOf(reader: Reader, accountId: string, id: string): Promise<ToolRun> {
  const run = await findRun(reader, accountId, id);
  if (run === null) throw new Problem('not-found');
  return run;
}
