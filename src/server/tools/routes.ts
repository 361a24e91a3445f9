import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { JSONValue as JsonValue } from 'hono/utils/types';
import type { ToolRun } from '../database/tables.js';
import { anyJson, fails, gives, takes } from '../http/bodies.js';
import { Problem } from '../http/problem.js';
import { callerOf, route, type Route, type ServerEnv } from '../http/route.js';
import { freshId } from '../random-text.js';
import { PLAN_ALLOWANCES } from './plan-allowances.js';
import { runProblem, thrownProblem, type RunProblem } from './run-problem.js';
import { isLong, TOOL_INPUTS, type ToolInput, type ToolName } from './tool-inputs.js';
import { CANCELLED } from './tool-queue.js';
import { addRun, cancelRun, DAY_MS, findRun, takeRunOfDay } from './tool-runs.js';

const SUMMARIES: Readonly<Record<ToolName, string>> = {
  outliers: 'The videos of channels that stand out',
  streak: 'How steadily channels upload',
  hashtags: 'The hashtags of a topic or a channel',
  keywords: 'Keywords for a topic, each with its evidence',
  concepts: 'Concepts for a topic: title, description, tags, thumbnail idea',
  'thumbnails-search': 'Videos and their pictures',
  'thumbnails-generate': 'Thumbnails out of a description',
};

/** Whatever the command prints: docs/commands.md has it. */
const json = anyJson.openapi({ description: 'As the command prints it with --json.' });

const jobSchema = z
  .object({
    id: z.string(),
    tool: z.string(),
    state: z.enum(['queued', 'running', 'done', 'failed']),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    notes: z.array(z.string()).describe('What is said beside the result'),
    result: json.nullable(),
    problem: z.looseObject({ type: z.string(), title: z.string(), status: z.number() }).nullable(),
  })
  .openapi('Job');

const jobAt = (id: string) => `/api/v1/jobs/${id}`;
const isoTime = (at: number | null) => (at === null ? null : new Date(at).toISOString());

function jobBody(run: ToolRun): z.infer<typeof jobSchema> {
  return {
    id: run.id,
    tool: run.tool,
    state: run.state,
    createdAt: new Date(run.createdAt).toISOString(),
    startedAt: isoTime(run.startedAt),
    finishedAt: isoTime(run.finishedAt),
    notes: JSON.parse(run.notes) as string[],
    result: run.result === null ? null : parsed(run.result),
    problem: run.problem === null ? null : { ...(JSON.parse(run.problem) as RunProblem) },
  };
}

/** What the database keeps was written by this server. */
function parsed(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}

function runRoute(tool: ToolName): Route {
  return route(
    {
      access: { who: 'user', scope: 'tools' },
      limit: 'tools',
      method: 'post',
      path: `/api/v1/tools/${tool}`,
      summary: SUMMARIES[tool],
      description: 'With the keys of the host. What takes long is answered with 202 and the address of a job.',
      tags: ['tools'],
      request: { body: takes(TOOL_INPUTS[tool]) },
      responses: {
        200: gives(json, 'What the command prints with --json; `Location` names the run.'),
        202: gives(jobSchema, 'It was begun, or waits: `Location` says where to look.'),
        ...fails(
          ...(['invalid-request', 'not-signed-in', 'not-allowed', 'conflict', 'unprocessable'] as const),
          ...(['too-many-requests', 'provider', 'busy'] as const),
        ),
      },
    },
    async (context) => {
      const { tools, database } = context.get('parts');
      const { account } = callerOf(context);
      const input: ToolInput = context.req.valid('json');
      const id = await beginRun(context, tool, input);
      context.header('location', jobAt(id));
      if (isLong(tool, input)) {
        const waiting = await runOf(database.reader, account.id, id);
        void tools.kick();
        return context.json(jobBody(waiting), 202);
      }
      await tools.runNow(id);
      const run = await runOf(database.reader, account.id, id);
      if (run.state === 'failed' && run.problem !== null) throw thrownProblem(JSON.parse(run.problem) as RunProblem);
      if (run.state === 'done' && run.result !== null) return context.json(parsed(run.result), 200);
      return context.json(jobBody(run), 202);
    },
  );
}

/** @throws Problem `too-many-requests` when the plan has no run left today */
async function beginRun(context: Context<ServerEnv>, tool: ToolName, input: ToolInput): Promise<string> {
  const { database, now, secretBytes } = context.get('parts');
  const { account } = callerOf(context);
  const at = now();
  const { runsADay } = PLAN_ALLOWANCES[account.plan];
  if (!(await takeRunOfDay(database.reader, account.id, at, runsADay))) {
    throw new Problem('too-many-requests', {
      detail: `The plan "${account.plan}" has ${runsADay} runs a day; the next day begins at midnight UTC.`,
      headers: { 'retry-after': String(Math.ceil((DAY_MS - (at % DAY_MS)) / 1000)) },
      more: { plan: account.plan, runsADay },
    });
  }
  const id = freshId(secretBytes);
  await addRun(database.reader, { id, accountId: account.id, tool, input, at });
  return id;
}

async function runOf(reader: Parameters<typeof findRun>[0], accountId: string, id: string): Promise<ToolRun> {
  const run = await findRun(reader, accountId, id);
  if (run === null) throw new Problem('not-found');
  return run;
}

const jobParams = z.object({ id: z.string().max(40) });

const job = route(
  {
    access: { who: 'user', scope: 'tools' },
    method: 'get',
    path: '/api/v1/jobs/{id}',
    summary: 'What became of a run',
    tags: ['tools'],
    request: { params: jobParams },
    responses: { 200: gives(jobSchema, 'How it stands.'), ...fails('not-signed-in', 'not-allowed', 'not-found') },
  },
  async (context) => {
    const run = await runOf(
      context.get('parts').database.reader,
      callerOf(context).account.id,
      context.req.valid('param').id,
    );
    return context.json(jobBody(run), 200);
  },
);

const cancel = route(
  {
    access: { who: 'user', scope: 'tools' },
    method: 'delete',
    path: '/api/v1/jobs/{id}',
    summary: 'Stop a run that waits or is at work',
    description: 'One that has ended stays as it is. What was paid for by then is paid for.',
    tags: ['tools'],
    request: { params: jobParams },
    responses: {
      202: gives(jobSchema, 'It is stopped, or will be in a moment.'),
      ...fails('not-signed-in', 'not-allowed', 'not-found'),
    },
  },
  async (context) => {
    const { database, now, tools } = context.get('parts');
    const { id } = context.req.valid('param');
    const accountId = callerOf(context).account.id;
    const run = await cancelRun(database, { accountId, id }, now(), runProblem(CANCELLED));
    if (run === null) throw new Problem('not-found');
    tools.stopRun(id);
    return context.json(jobBody(run), 202);
  },
);

const file = route(
  {
    access: { who: 'user', scope: 'tools' },
    method: 'get',
    path: '/api/v1/jobs/{id}/files/{name}',
    summary: 'A picture that a run made',
    tags: ['tools'],
    request: { params: jobParams.extend({ name: z.string().max(200) }) },
    responses: {
      200: { description: 'The picture.', content: { 'image/png': { schema: z.any() } } },
      ...fails('not-signed-in', 'not-allowed', 'not-found'),
    },
  },
  async (context) => {
    const { reader } = context.get('parts').database;
    const { id, name } = context.req.valid('param');
    await runOf(reader, callerOf(context).account.id, id);
    const found = await reader
      .selectFrom('toolFile')
      .select(['type', 'content'])
      .where('runId', '=', id)
      .where('name', '=', name)
      .executeTakeFirst();
    if (found === undefined) throw new Problem('not-found');
    return context.body(Buffer.from(found.content, 'base64'), 200, { 'content-type': found.type });
  },
);

const NAMES: readonly ToolName[] = [
  ...(['outliers', 'streak', 'hashtags', 'keywords', 'concepts'] as const),
  ...(['thumbnails-search', 'thumbnails-generate'] as const),
];

export const TOOL_ROUTES = [...NAMES.map(runRoute), job, cancel, file];
