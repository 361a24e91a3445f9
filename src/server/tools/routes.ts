import type { Context } from 'hono';
import { fails, gives, takes } from '../http/bodies.js';
import { Problem } from '../http/problem.js';
import { callerOf, route, type Route, type ServerEnv } from '../http/route.js';
import { freshId } from '../random-text.js';
import { takeFromBudget } from './host-budget.js';
import { jobAt, jobBody, jobSchema, parsed, runOf, toolJson } from './job.js';
import { JOB_ROUTES } from './job-routes.js';
import { PLAN_ALLOWANCES } from './plan-allowances.js';
import { preferHeaders, readPrefer } from './prefer.js';
import { thrownProblem, type RunProblem } from './run-problem.js';
import { isLong, mayCost, TOOL_INPUTS, type ToolInput, type ToolName } from './tool-inputs.js';
import { addRun, DAY_MS, takeRunOfDay } from './tool-runs.js';

const SUMMARIES: Readonly<Record<ToolName, string>> = {
  outliers: 'The videos of channels that stand out',
  streak: 'How steadily channels upload',
  hashtags: 'The hashtags of a topic or a channel',
  keywords: 'Keywords for a topic, each with its evidence',
  concepts: 'Concepts for a topic: title, description, tags, thumbnail idea',
  'thumbnails-search': 'Videos and their pictures',
  'thumbnails-generate': 'Thumbnails out of a description',
};

function runRoute(tool: ToolName): Route {
  return route(
    {
      access: { who: 'user', scope: 'tools' },
      limit: 'tools',
      method: 'post',
      path: `/api/v1/tools/${tool}`,
      summary: SUMMARIES[tool],
      description:
        'With the keys of the host. What takes long, and everything with `Prefer: respond-async`, is answered with 202 and the address of a job.',
      tags: ['tools'],
      request: { body: takes(TOOL_INPUTS[tool]), headers: preferHeaders('`respond-async`: not to wait for the end') },
      responses: {
        200: gives(toolJson, 'What the command prints with --json; `Location` names the run.'),
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
      const { respondAsync } = readPrefer(context.req.valid('header').prefer);
      if (respondAsync) context.header('preference-applied', 'respond-async');
      if (respondAsync || isLong(tool, input)) {
        const waiting = await runOf(database.reader, account.id, id);
        void tools.kick();
        return context.json(jobBody(waiting, null), 202);
      }
      await tools.runNow(id);
      const run = await runOf(database.reader, account.id, id);
      if (run.state === 'failed' && run.problem !== null) throw thrownProblem(JSON.parse(run.problem) as RunProblem);
      if (run.state === 'done' && run.result !== null) return context.json(parsed(run.result), 200);
      return context.json(jobBody(run, null), 202);
    },
  );
}

/** @throws Problem `too-many-requests` when the plan has no run left today, `busy` when the host has spent its day */
async function beginRun(context: Context<ServerEnv>, tool: ToolName, input: ToolInput): Promise<string> {
  const { database, now, secretBytes, settings } = context.get('parts');
  const { account } = callerOf(context);
  const at = now();
  const { runsADay, usdARun } = PLAN_ALLOWANCES[account.plan];
  const left = await takeRunOfDay(database.reader, account.id, at, runsADay);
  const seconds = Math.ceil((DAY_MS - (at % DAY_MS)) / 1000);
  const { ratelimit, 'ratelimit-policy': policy, ...others } = context.get('limitHeaders');
  const beside = (told: string | undefined, own: string) => (told === undefined ? own : `${told}, ${own}`);
  context.set('limitHeaders', {
    ...others,
    'ratelimit-policy': beside(policy, `"tools-day";q=${runsADay};w=${DAY_MS / 1000}`),
    ratelimit: beside(ratelimit, `"tools-day";r=${left ?? 0};t=${seconds}`),
  });
  if (left === null) {
    throw new Problem('too-many-requests', {
      detail: `The plan "${account.plan}" has ${runsADay} runs a day; the next day begins at midnight UTC.`,
      headers: { 'retry-after': String(seconds) },
      more: { plan: account.plan, runsADay, left: 0 },
    });
  }
  const { hostUsdADay } = settings;
  if (
    hostUsdADay !== null &&
    mayCost(tool, input) &&
    !(await takeFromBudget(database.reader, usdARun, hostUsdADay, at))
  ) {
    throw new Problem('busy', {
      detail: 'This host has spent what it gives for tools today; the next day begins at midnight UTC.',
      headers: { 'retry-after': String(seconds) },
    });
  }
  const id = freshId(secretBytes);
  context.set('begun', true);
  await addRun(database.reader, { id, accountId: account.id, tool, input, at });
  return id;
}

const NAMES: readonly ToolName[] = [
  ...(['outliers', 'streak', 'hashtags', 'keywords', 'concepts'] as const),
  ...(['thumbnails-search', 'thumbnails-generate'] as const),
];

export const TOOL_ROUTES = [...NAMES.map(runRoute), ...JOB_ROUTES];
