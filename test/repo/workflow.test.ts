import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { readText } from './source-files.js';

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly Step[]; readonly strategy?: { readonly matrix: object } }>
  >;
}

const workflow = parse(readText('.github/workflows/ci.yml')) as Workflow;
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

it('the workflow tests on every system and every Node that the README names', () => {
  expect(workflow.jobs.test?.strategy?.matrix).toEqual({
    os: ['ubuntu-latest', 'macos-latest', 'windows-latest'],
    node: [20, 22, 24],
  });
});

it('the workflow may read and nothing else, and names the version of what it takes from others', () => {
  expect(workflow.permissions).toEqual({ contents: 'read' });
  const taken = steps.flatMap(({ uses }) => uses ?? []);
  expect(taken.filter((action) => !/^actions\/[a-z-]+@v\d+$/.test(action))).toEqual([]);
  expect(taken.length).toBeGreaterThan(0);
});

it('the workflow runs what there is', () => {
  const { scripts } = JSON.parse(readText('package.json')) as { scripts: Readonly<Record<string, string>> };
  const words = steps.flatMap(({ run }) => run ?? []);
  const named = words.flatMap((line) => [...line.matchAll(/npm (?:run )?([a-z:-]+)/g)].map(([, name = '']) => name));
  expect(named.filter((name) => name !== 'ci' && scripts[name] === undefined)).toEqual([]);
  expect(named).toEqual(expect.arrayContaining(['ci', 'test', 'types', 'lint', 'format', 'docs']));
  expect(words.join('\n')).toContain('git diff --exit-code -- docs man .env.example');
  expect(readText('.ci/run')).toContain('git diff --exit-code -- docs man .env.example');
});
