// What an agent pays for an answer: `npm run bench:mcp`. The text that a tool of `insight mcp` answers, against the whole
// JSON that the command prints for the same question, and against the same rows as objects (what `structuredContent`
// would add). Tokens are estimated as a quarter of the bytes: no model's own counter is among the packages. Then how long
// the server takes to be there, against bare Node. RUNS=21 for steadier figures.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { startEmulator } from './emulated.mjs';

const RUNS = Number(process.env.RUNS ?? 9);
const insight = fileURLToPath(new URL('../bin/insight.js', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));
const emulator = await startEmulator();
const folder = mkdtempSync(join(tmpdir(), 'insight-bench-'));
const env = {
  PATH: process.env.PATH,
  INSIGHT_HOME: join(folder, 'home'),
  YOUTUBE_API_KEY: 'any-key-will-do',
  TZ: 'UTC',
};
for (const name of ['YOUTUBE', 'FEEDS', 'SUGGEST', 'THUMBS']) env[`INSIGHT_${name}_URL`] = emulator.url;

/** A question of each tool, and as the command line asks it. */
const QUESTIONS = [
  ['outliers', { channels: ['@made-up-50'] }, 'outliers @made-up-50'],
  ['streak', { channels: ['@made-up-50'] }, 'streak @made-up-50'],
  ['compare', { channels: ['@made-up-50', '@made-up-120'] }, 'compare @made-up-50 @made-up-120'],
  ['videos', { channels: ['@made-up-50'] }, 'videos @made-up-50'],
  ['sweep', { seeds: ['@made-up-50', '@made-up-120'], channels: 2 }, 'sweep @made-up-50 @made-up-120 --channels 2'],
  ['hashtags', { channel: '@made-up-50' }, 'hashtags @made-up-50'],
  ['keywords', { topic: 'lighthouse' }, 'keywords lighthouse'],
  ['thumbnails_search', { query: 'lighthouse' }, 'thumbnails search lighthouse'],
  ['score_title', { title: 'Ten quiet keyboards' }, 'score title Ten quiet keyboards'],
  ['history_list', {}, 'history list'],
  ['history_show', { id: 'last' }, 'history show last'],
  ['quota', {}, 'quota'],
];

const bytes = (text) => Buffer.byteLength(text);
const tokens = (count) => Math.round(count / 4);

function cli(words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [insight, ...words.split(' '), '--json'], {
    env,
    cwd: folder,
  });
  if (status !== 0) throw new Error(`${words} ended with ${status}: ${stderr}`);
  return stdout.toString();
}

/** The rows of an answer as objects, each with its names. */
function asObjects(text) {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const head = lines.find(([first]) => first === '#') ?? [];
  const rows = lines.filter(([first]) => /^\d+$/.test(first));
  const value = (cell) => (cell !== '' && Number.isFinite(Number(cell)) ? Number(cell) : cell);
  return JSON.stringify({
    rows: rows.map((cells) => Object.fromEntries(cells.slice(1).map((cell, at) => [head[at + 1], value(cell)]))),
  });
}

function timed(words) {
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, words, { env, cwd: root, input: '' });
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
  return Number(process.hrtime.bigint() - started) / 1e6;
}
const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];

try {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [insight, 'mcp'],
    env,
    stderr: 'ignore',
  });
  const client = new Client({ name: 'bench', version: '1' });
  await client.connect(transport);
  const listed = bytes(JSON.stringify((await client.listTools()).tools)) + bytes(client.getInstructions() ?? '');
  console.log(
    `tools and instructions, once a conversation: ${listed} bytes, about ${tokens(listed)} tokens (bytes / 4)\n`,
  );
  console.log('tool               lean bytes  ~tokens  as objects  whole JSON  lean / JSON  objects / lean');
  let [lean, whole, objects] = [0, 0, 0];
  for (const [name, given, words] of QUESTIONS) {
    const { content, isError } = await client.callTool({ name, arguments: given });
    const text = content.map((part) => part.text).join('\n');
    if (isError) throw new Error(`${name}: ${text}`);
    const [told, structured, json] = [bytes(text), bytes(asObjects(text)), bytes(cli(words))];
    [lean, whole, objects] = [lean + told, whole + json, objects + structured];
    const cells = [told, tokens(told), structured, json].map((figure, at) =>
      String(figure).padStart([10, 9, 12, 12][at]),
    );
    console.log(
      `${name.padEnd(19)}${cells.join('')}${(told / json).toFixed(3).padStart(13)}${(structured / told).toFixed(2).padStart(16)}`,
    );
  }
  console.log(
    `\ntogether: lean / whole JSON ${(lean / whole).toFixed(3)}; with the rows as objects beside it × ${((lean + objects) / lean).toFixed(2)}`,
  );
  await client.close();
  const sdk = (...parts) => [
    '--input-type=module',
    '-e',
    parts.map((part) => `await import('@modelcontextprotocol/sdk/server/${part}.js');`).join(''),
  ];
  const cases = {
    'bare Node': ['-e', '0'],
    'insight config path': [insight, 'config', 'path', '--json'],
    'insight mcp': [insight, 'mcp'],
    'the SDK as installed, stdio alone': sdk('mcp', 'stdio'),
    'the same with its HTTP side': sdk('mcp', 'stdio', 'streamableHttp', 'express'),
  };
  const times = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
  for (let run = 0; run < RUNS; run += 1) for (const name of Object.keys(cases)) times[name].push(timed(cases[name]));
  console.log(`\nto start and to end, medians of ${RUNS} interleaved runs, × bare Node:`);
  const bare = median(times['bare Node']);
  for (const [name, all] of Object.entries(times))
    console.log(`  ${name.padEnd(34)} ${(median(all) / bare).toFixed(2)}`);
} finally {
  emulator.close();
  rmSync(folder, { recursive: true, force: true });
}
