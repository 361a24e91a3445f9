import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rowsOf, startAgent } from './agent.js';
import { environment, PROGRAM } from './run-insight.js';
import { sharedEmulator } from './shared-emulator.js';

const shared = sharedEmulator();
const KEY = { YOUTUBE_API_KEY: 'any-key-will-do' };
/** As a dependency might that has something to say. */
const NOISE =
  "--import=data:text/javascript,const%20real=fetch;globalThis.fetch=(...a)=>{console.log('noise');" +
  "process.stdout.write('noise%5Cn');process.emitWarning('noise');return%20real(...a)}";

interface Message {
  readonly jsonrpc: string;
  readonly id?: number;
  readonly result?: { readonly content?: readonly { readonly text: string }[]; readonly isError?: boolean };
  readonly error?: { readonly code: number; readonly message: string };
}

const START = [
  {
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
  },
  { method: 'notifications/initialized' },
];
const call = (id: number, name: string, given: object) => ({
  id,
  method: 'tools/call',
  params: { name, arguments: given },
});
const line = (message: object) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`;
const LOOK = { channels: ['@made-up-50'], top: 1 };

/** The program with nothing between it and the test. */
function startRaw(home: string, { words = [], options = '' }: { words?: readonly string[]; options?: string } = {}) {
  const { emulator } = shared;
  const env = environment(join(shared.folder, home), { emulator, env: KEY });
  const child = spawn(process.execPath, [PROGRAM, 'mcp', ...words], {
    cwd: shared.folder,
    env: { ...env, NODE_OPTIONS: `${env.NODE_OPTIONS ?? ''} ${options}` },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  // A program that ends early closes its input.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  /** Everything on stdout so far, each line of it a message. */
  const messages = () =>
    stdout
      .split('\n')
      .slice(0, -1)
      .map((text) => JSON.parse(text) as Message);
  return {
    child,
    messages,
    answered: (id: number) => until(() => messages().some((message) => message.id === id)),
    say: (...messages: readonly object[]) => {
      for (const message of messages) child.stdin.write(line(message));
    },
    end: async () => {
      child.stdin.end();
      const code = await ended;
      return { code, stderr };
    },
    ended,
    stderr: () => stderr,
  };
}

/** Resolves once a request of that path has come in. */
const asked = (path: string) => until(() => shared.emulator.requests.some((request) => request.path.startsWith(path)));

async function until(so: () => boolean): Promise<void> {
  while (!so()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('standard output', () => {
  it('has messages alone, whatever comes in and whoever else prints', { timeout: 30_000 }, async () => {
    const raw = startRaw('noisy', { options: NOISE });
    raw.child.stdin.write('no JSON\n{"jsonrpc":"2.0"}\n[]\nnull\n\u0000\u009b2J\n{"a":\n\n');
    raw.say(...START, call(2, 'outliers', LOOK), { id: 3, method: 'no/such' }, { id: 4, method: 'tools/call' });
    raw.say({ id: 5, method: 'tools/call', params: { name: 'outliers', arguments: 'none' } });
    await raw.answered(2);
    const { code, stderr } = await raw.end();
    const messages = raw.messages();
    expect(messages.every(({ jsonrpc }) => jsonrpc === '2.0')).toBe(true);
    const answer = (id: number) => messages.find((message) => message.id === id);
    expect(answer(1)?.result).toBeDefined();
    expect(answer(2)?.result?.content?.[0]?.text).toContain('rows 1-1 of 50');
    for (const id of [3, 4, 5]) expect([id, answer(id)?.error?.message]).toEqual([id, expect.stringMatching(/./)]);
    expect(code).toBe(0);
    expect(stderr).toContain('noise\n');
    expect(stderr).toContain('insight mcp: what came on stdin was not understood:');
    expect(stderr).not.toMatch(/\u0000|\u009b/);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe('insight mcp: 1 calls, 3 units, 0 searches.');
  });

  it('stays empty where nobody speaks, and the session goes into a file', async () => {
    const raw = startRaw('silent', { words: ['--output', 'session.json'] });
    expect((await raw.end()).code).toBe(0);
    expect(raw.messages()).toEqual([]);
    const kept = JSON.parse(readFileSync(join(shared.folder, 'session.json'), 'utf8')) as object;
    expect(kept).toMatchObject({ schemaVersion: 1, calls: 0, units: 0, searches: 0 });
  });
});

describe('a session ends', () => {
  it('after the answers to what was asked before standard input closed', async () => {
    const raw = startRaw('hasty');
    raw.say(
      ...START,
      call(2, 'score_title', { title: 'Ten quiet keyboards' }),
      call(3, 'score_title', { title: 'No' }),
    );
    expect((await raw.end()).code).toBe(0);
    expect(
      raw
        .messages()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([1, 2, 3]);
  });

  it('though a provider hangs, and spends nothing more', { timeout: 30_000 }, async () => {
    shared.emulator.fail({ path: '/youtube/', kind: 'hang' });
    const raw = startRaw('hanging');
    raw.say(...START, call(2, 'outliers', LOOK));
    await asked('/youtube/');
    expect(await raw.end()).toMatchObject({ code: 0 });
    expect(raw.messages().map(({ id }) => id)).toEqual([1]);
    expect(shared.emulator.requests).toHaveLength(1);
  });

  it('at SIGTERM at once', { timeout: 30_000 }, async () => {
    shared.emulator.fail({ path: '/youtube/', kind: 'hang' });
    const raw = startRaw('ended');
    raw.say(...START, call(2, 'outliers', LOOK));
    await asked('/youtube/');
    raw.child.kill('SIGTERM');
    expect(await raw.ended).toBe(0);
  });

  it('at a message without end, with 2 and what was wrong', async () => {
    const raw = startRaw('endless-line');
    raw.say(...START);
    raw.child.stdin.write('x'.repeat(1_100_000));
    expect(await raw.ended).toBe(2);
    expect(raw.stderr()).toContain('insight: a message on standard input was longer than 1 MB');
  });
});

describe('calls of one session', () => {
  it('do not wait for each other, tell how far they are, and end when cancelled', { timeout: 30_000 }, async () => {
    const { emulator } = shared;
    const agent = await startAgent([], join(shared.folder, 'at-once'), { emulator, env: KEY });
    emulator.fail({ path: '/feeds', kind: 'hang' });
    const cancel = new AbortController();
    const slow = agent.call('videos', { channels: ['@made-up-120'], source: 'feed' }, cancel.signal);
    const failed = expect(slow).rejects.toThrow('no longer wanted');
    await asked('/feeds');
    const told: { progress: number; message?: string | undefined }[] = [];
    const [fast, title] = await Promise.all([
      agent.client.callTool({ name: 'videos', arguments: LOOK }, undefined, { onprogress: (said) => told.push(said) }),
      agent.call('score_title', { title: 'Ten quiet keyboards' }),
    ]);
    expect([fast.isError, title.isError]).toEqual([undefined, false]);
    expect(told.map(({ progress }) => progress)).toEqual(told.map((_, at) => at + 1));
    expect(told.map(({ message }) => message).join('\n')).toContain('50 videos read');
    cancel.abort('no longer wanted');
    await failed;
    emulator.reset();
    const after = await agent.call('videos', { channels: ['@made-up-120'], source: 'feed' });
    expect(rowsOf(after)).toHaveLength(10);
    expect(agent.unread).toEqual([]);
    await agent.close();
  });
});
