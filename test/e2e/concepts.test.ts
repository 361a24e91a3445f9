import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConceptsResult } from '../../src/tools/concepts/make-concepts.js';
import type { PlanReport } from '../../src/domain/planned-cost.js';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import type { Fault } from '../emulator/faults.js';
import { expectHonest } from '../tools/concepts/made-concepts.js';
import { environment, freshFolder, jsonOf, PROGRAM, runInsight } from './run-insight.js';

const IN_A_TERMINAL = fileURLToPath(new URL('in-a-terminal.py', import.meta.url));
const hasPython = spawnSync('python3', ['-c', 'import pty'], { stdio: 'ignore' }).status === 0;
const GEMINI_API_KEY = 'AIzaSyCANARY-concepts-000000000000000-4c4c';
const MODEL = '/v1beta/models/';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => {
  emulator.reset();
});
afterAll(() => emulator.close());

const withKey = (env: Readonly<Record<string, string>> = {}) => ({ emulator, env: { GEMINI_API_KEY, ...env } });
const modelCalls = () => emulator.requests.filter(({ path }) => path.startsWith(MODEL));

describe('insight concepts', () => {
  it('gives three concepts of the model, with its price and the scores of this program', async () => {
    const result = await jsonOf<ConceptsResult & { historyId: string }>(['concepts', 'sourdough', 'bread'], withKey());
    expectHonest(result);
    expect(result).toMatchObject({
      source: { kind: 'ai', cost: { modelCalls: 1 } },
      topic: 'sourdough bread',
      fallback: null,
    });
    expect(result.model?.usd).toBeGreaterThan(0);
    expect(modelCalls()).toHaveLength(1);
  });

  it.each<readonly [string, Fault['kind'] | null]>([
    ['sourdough', 'gemini:bad-json'],
    ['winter hiking', 'gemini:too-few'],
    ['guitar solos', 'gemini:too-many'],
    ['pottery', 'gemini:duplicates'],
    ['chess openings', 'gemini:blocked'],
    ['bird watching', 'gemini:cut'],
    ['knitting', 'gemini:forbidden'],
    ['street food', 'gemini:per-day'],
    ['night sky', 'gemini:no-candidates'],
    ['old radios', null],
  ])('ends well for "%s" while the model does %s', async (topic, kind) => {
    if (kind !== null) emulator.fail({ path: MODEL, kind });
    const { code, stdout, stderr } = await runInsight(['concepts', topic, '--json'], withKey());
    expect(code).toBe(0);
    const result = JSON.parse(stdout) as ConceptsResult;
    expectHonest(result);
    expect(stderr.includes('note: templates: ')).toBe(result.source.kind !== 'ai');
    expect(stdout + stderr).not.toContain('CANARY');
  });

  it('does without a key and says so, on stderr alone', async () => {
    const { code, stdout, stderr } = await runInsight(['concepts', 'sourdough', '--json'], { emulator });
    expect(code).toBe(0);
    expectHonest(JSON.parse(stdout) as ConceptsResult);
    expect(stderr).toMatch(
      /^note: templates: 3 concepts from structures and no model, because there is no GEMINI_API_KEY\./,
    );
    expect(modelCalls()).toEqual([]);
  });

  it('asks nobody when offline', async () => {
    const { code, stdout, stderr } = await runInsight(['concepts', 'sourdough', '--offline', '--json'], withKey());
    expect([code, emulator.requests.length]).toEqual([0, 0]);
    expectHonest(JSON.parse(stdout) as ConceptsResult);
    expect(stderr).toContain('--offline');
  });

  it('takes the outliers of a channel as evidence, and tells the model nothing else of it as an instruction', async () => {
    const words = ['concepts', 'sourdough', '--channel', '@made-up-120'];
    const result = await jsonOf<ConceptsResult>(words, withKey({ YOUTUBE_API_KEY: GEMINI_API_KEY }));
    expectHonest(result);
    expect(result.evidence.outliers.length).toBeGreaterThan(0);
    expect(result.evidence.titles).toBe(30);
    expect(result.source.cost.units).toBeGreaterThan(0);
    const [request] = modelCalls();
    const body = JSON.parse(request?.body ?? '') as {
      contents: { parts: { text: string }[] }[];
      systemInstruction: object;
    };
    const blocks = body.contents.flatMap(({ parts }) => parts.map(({ text }) => text));
    const title = result.evidence.outliers[0]?.title ?? 'none';
    const holding = blocks.filter((text) => text.includes(title));
    expect(holding.length).toBeGreaterThan(0);
    for (const text of holding) expect(text).toMatch(/^\[\w{20,} begin [^\]]*\]\n[\s\S]*\n\[\w{20,} end\]$/);
    expect(JSON.stringify(body.systemInstruction)).not.toContain(title);
  });

  it('never spends more than it planned', async () => {
    for (const kind of [null, 'gemini:bad-json', 'gemini:too-few'] as const) {
      emulator.reset();
      const { plan } = await jsonOf<PlanReport>(['concepts', 'sourdough', '--count', '5', '--plan'], withKey());
      expect(emulator.requests).toEqual([]);
      expect(plan.estimate).toMatchObject({
        provider: 'gemini',
        priceListDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
      });
      if (kind !== null) emulator.fail({ path: MODEL, kind });
      const { source } = await jsonOf<ConceptsResult>(['concepts', 'sourdough', '--count', '5'], withKey());
      expect(source.cost.usd).toBeLessThanOrEqual(plan.atMost.usd ?? Infinity);
      expect(source.cost.modelCalls).toBeLessThanOrEqual(plan.atMost.modelCalls ?? Infinity);
      expect(emulator.requests.length).toBeLessThanOrEqual(plan.atMost.requests ?? Infinity);
    }
  });

  it('spends nothing dear without a yes', async () => {
    const dear = withKey({ INSIGHT_ASK_ABOVE_USD: '0.001' });
    const refused = await runInsight(['concepts', 'sourdough'], dear);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('--yes');
    expect(modelCalls()).toEqual([]);
    const unknown = await runInsight(['concepts', 'sourdough'], withKey({ INSIGHT_GEMINI_MODEL: 'gemini-3.7-flash' }));
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('an unknown price');
    const allowed = await runInsight(['concepts', 'sourdough', '--yes'], dear);
    expect([allowed.code, modelCalls().length]).toEqual([0, 1]);
    // Structures cost nothing, so nobody is asked about them.
    const free = await runInsight(['concepts', 'sourdough'], { emulator, env: { INSIGHT_ASK_ABOVE_USD: '0' } });
    expect(free.code).toBe(0);
  });

  it('is kept, and prints all the same where nothing can be kept', async () => {
    const folder = freshFolder();
    const home = join(folder.path, 'home');
    const made = await jsonOf<ConceptsResult & { historyId: string }>(['concepts', 'sourdough'], {
      ...withKey(),
      home,
    });
    const { historyId, ...result } = made;
    expect(await jsonOf<object>(['history', 'show', historyId], { home })).toMatchObject({
      kind: 'concepts',
      prompt: 'sourdough',
      provider: 'gemini',
      usd: result.model?.usd,
      tokensIn: result.model?.tokensIn,
      result,
    });
    const full = join(folder.path, 'full');
    mkdirSync(full);
    writeFileSync(join(full, 'data'), 'a file where the folder should be');
    const run = await runInsight(['concepts', 'sourdough', '--json'], { emulator, home: full });
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ historyId: null });
    expect(run.stderr).toContain('note: This is not kept in the history.');
    folder.remove();
  });

  it.each([
    [['concepts', ' '], 'which topic?'],
    [['concepts', 'x', '--count', '11'], '--count takes 1 to 10'],
    [['concepts', 'x', '--language', 'klingonese'], '--language does not know'],
    [['concepts', 'x', '--channel', '-'], 'takes one channel'],
  ])('refuses %j', async (words, why) => {
    const { code, stderr } = await runInsight(words);
    expect(code).toBe(2);
    expect(stderr).toContain(why);
  });

  it('looks as it should in a pipe, and on 80 columns', async () => {
    const words = ['concepts', 'sourdough', '--count', '2', '--offline'];
    const same = (text: string) =>
      text.replace(/\d{1,2} [A-Z][a-z]{2} \d{4}/g, 'DAY').replace(/history show [0-9a-z]{8}/g, 'history show ENTRY000');
    // UPDATE_GOLDENS=1 writes what is printed now; read the difference before committing it.
    const expectGolden = (name: string, text: string) => {
      const file = new URL(`goldens/${name}`, import.meta.url);
      if (process.env.UPDATE_GOLDENS === '1') writeFileSync(file, same(text));
      expect(same(text)).toBe(readFileSync(file, 'utf8'));
    };
    const piped = await runInsight(words);
    expectGolden('concepts-in-a-pipe.txt', piped.stdout);
    if (!hasPython) return;
    const folder = freshFolder();
    const env = environment(folder.path, { env: { TERM: 'xterm-256color', LANG: 'C.UTF-8' } });
    const shown = await new Promise<string>((resolve) => {
      const command = [IN_A_TERMINAL, '80', process.execPath, PROGRAM, ...words, '--quiet'];
      execFile('python3', command, { cwd: folder.path, env }, (_, text) => {
        resolve(text);
      });
    });
    folder.remove();
    expectGolden('concepts-on-80-columns.txt', stripVTControlCharacters(shown).replaceAll('\r', ''));
  });
});
