import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../../../src/providers/program/run-program.js';

/** What a stranger may call a video. */
const HOSTILE = '-rf / $(touch owned) `touch owned` ; touch owned | touch owned > owned \u001b[31m "\'\n--help';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'insight-exec-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const endGroup = process.platform === 'win32' ? null : (pid: number) => process.kill(-pid, 'SIGKILL');
const body = JSON.stringify({ title: HOSTILE });
function run(
  code: string,
  { args = [] as string[], more = {}, timeoutMs = 10_000, signal = new AbortController().signal } = {},
) {
  const parts = {
    program: process.execPath,
    args: ['-e', code, '--', ...args],
    env: { PATH: process.env.PATH },
    cwd: folder,
    endGroup,
    signal,
    timeoutMs,
  };
  return runProgram(parts, { body }, more);
}
const KEEPING = `
  const { readFileSync, writeFileSync } = require('node:fs');
  writeFileSync('told', JSON.stringify({ args: process.argv.slice(1), env: process.env, input: readFileSync(0, 'utf8') }));
`;
const told = () =>
  JSON.parse(readFileSync(join(folder, 'told'), 'utf8')) as {
    args: string[];
    env: Record<string, string>;
    input: string;
  };

describe('a program', () => {
  it('gets the alert on its input, its own arguments as they are, and the variables that are named', async () => {
    const args = ['$(touch owned)', '--flag', 'two words', ''];
    expect(await run(KEEPING, { args, more: { INSIGHT_ALERT_RULE: 'z=2.5' } })).toEqual({ kind: 'delivered' });
    expect(told()).toMatchObject({ args, env: { INSIGHT_ALERT_RULE: 'z=2.5' }, input: `${body}\n` });
    expect(existsSync(join(folder, 'owned'))).toBe(false);
  });

  it('is found in the folder, and no shell reads its name', async () => {
    const script = join(folder, 'note $(touch owned).sh');
    writeFileSync(script, '#!/bin/sh\ncat > told.json\n');
    chmodSync(script, 0o755);
    const parts = {
      args: [],
      env: { PATH: process.env.PATH },
      cwd: folder,
      endGroup,
      signal: new AbortController().signal,
    };
    expect(await runProgram({ ...parts, program: './note $(touch owned).sh' }, { body }, {})).toEqual({
      kind: 'delivered',
    });
    expect([readFileSync(join(folder, 'told.json'), 'utf8'), existsSync(join(folder, 'owned'))]).toEqual([
      `${body}\n`,
      false,
    ]);
    expect(await runProgram({ ...parts, program: './nothing here' }, { body }, {})).toMatchObject({
      kind: 'down',
      failure: { message: expect.stringContaining('cannot be started') as string },
    });
  });

  it('that fails has not been told, and its last words are clean and short', async () => {
    const end = await run(
      `console.error('first'); console.error('it\\u001b[31m is ' + 'x'.repeat(9000)); process.exitCode = 3`,
    );
    expect(end).toMatchObject({ kind: 'refused', failure: { kind: 'provider' } });
    const { message } = 'failure' in end ? end.failure : { message: '' };
    expect(message).toMatch(/^The command ended with exit code 3: x{200}\.$/);
    expect(await run(`console.error('no \\u001b]0;title\\u0007such room')`, {})).toEqual({ kind: 'delivered' });
    expect(await run(`console.error('no \\u001b]0;title\\u0007such room'); process.exit(1)`)).toMatchObject({
      failure: { message: 'The command ended with exit code 1: no such room.' },
    });
  });

  it('may leave its input unread, and what it prints goes nowhere', async () => {
    expect(await run(`process.stdin.destroy(); console.log('x'.repeat(1e6))`)).toEqual({ kind: 'delivered' });
  });

  it('is stopped when it takes too long, or when the run is', async () => {
    expect(await run('setInterval(() => {}, 1000)', { timeoutMs: 300 })).toMatchObject({
      kind: 'down',
      failure: { message: expect.stringContaining('more than 0.3 s') as string },
    });
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort();
    }, 200);
    await expect(run('setInterval(() => {}, 1000)', { signal: stop.signal })).rejects.toMatchObject({
      kind: 'interrupted',
    });
    await expect(run(KEEPING, { signal: stop.signal })).rejects.toMatchObject({ kind: 'interrupted' });
    expect(existsSync(join(folder, 'told'))).toBe(false);
  });

  it.skipIf(endGroup === null)('takes with it what it started, when it is stopped', async () => {
    const beat = `setInterval(() => require('node:fs').appendFileSync('beats', '.'), 20)`;
    const stop = new AbortController();
    const ended = run(
      `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(beat)}], { stdio: 'ignore' })`,
      { signal: stop.signal },
    );
    const beats = () => (existsSync(join(folder, 'beats')) ? readFileSync(join(folder, 'beats')).length : 0);
    await expect.poll(beats, { timeout: 8000 }).toBeGreaterThan(0);
    stop.abort();
    await expect(ended).rejects.toMatchObject({ kind: 'interrupted' });
    await sleep(100);
    const before = beats();
    await sleep(500);
    expect(beats()).toBe(before);
  });
});
