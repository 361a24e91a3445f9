import { z } from '@hono/zod-openapi';
import { fails, gives } from '../http/bodies.js';
import { Problem } from '../http/problem.js';
import { callerOf, route } from '../http/route.js';
import { jobBody, jobSchema, runOf } from './job.js';
import { preferHeaders, readPrefer } from './prefer.js';
import { CANCELLED, runProblem } from './run-problem.js';
import { cancelRun } from './tool-runs.js';

const jobParams = z.object({ id: z.string().max(40) });

const job = route(
  {
    access: { who: 'user', scope: 'tools' },
    method: 'get',
    path: '/api/v1/jobs/{id}',
    summary: 'What became of a run',
    tags: ['tools'],
    request: {
      params: jobParams,
      headers: preferHeaders('`wait=10`: to wait so many seconds for the end, at most 20'),
    },
    responses: { 200: gives(jobSchema, 'How it stands.'), ...fails('not-signed-in', 'not-allowed', 'not-found') },
  },
  async (context) => {
    const { database, tools } = context.get('parts');
    const { id } = context.req.valid('param');
    const find = () => runOf(database.reader, callerOf(context).account.id, id);
    let run = await find();
    const { waitMs } = readPrefer(context.req.valid('header').prefer);
    if (waitMs > 0 && (run.state === 'queued' || run.state === 'running')) {
      await tools.settled(id, waitMs);
      run = await find();
    }
    return context.json(jobBody(run, tools.progressOf(id)), 200);
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
    return context.json(jobBody(run, null), 202);
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

export const JOB_ROUTES = [job, cancel, file];
