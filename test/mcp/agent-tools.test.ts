import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/command.js';
import { AGENT_TOOLS } from '../../src/mcp/agent-tools.js';
import { readToolInput } from '../../src/mcp/tool-input.js';
import { readText } from '../repo/source-files.js';

const tools = await Promise.all(
  Object.entries(AGENT_TOOLS).map(async ([name, tool]) => [name, tool, await tool.load()] as const),
);
const pinned = JSON.parse(readText('test/contract/json-fields.json')) as Readonly<
  Record<string, Readonly<Record<string, string>>>
>;

/** What may write elsewhere, ask a person, pay, or speak through the standard streams. */
const NOT_FOR_AGENTS = ['yes', 'noInput', 'ai', 'copy', 'remote', 'output', 'out', 'embed', 'save', 'json', 'format'];

const given = (kind: string | undefined) => (kind === 'list' ? ['@a', '@b'] : kind === 'one' ? 'a' : undefined);

describe.each(tools)('%s', (name, tool, command: Command) => {
  it('offers flags that its command has, and none that writes, asks or pays', () => {
    expect(tool.flags.filter((flag) => !Object.hasOwn(command.flags, flag))).toEqual([]);
    expect(tool.flags.filter((flag) => NOT_FOR_AGENTS.includes(flag))).toEqual([]);
  });

  it('names fields that its results have', () => {
    const columns = command.columns.map(({ field }) => field);
    for (const method of ['smartscore', 'robust']) {
      expect(tool.fields({ method }).filter((field) => !columns.includes(field))).toEqual([]);
    }
    const fields = Object.keys(pinned[command.name] ?? {});
    expect([...tool.about, ...tool.named].filter((field) => !fields.includes(field))).toEqual([]);
    // What is told in the words of the program must not be in those of strangers.
    expect(tool.about.filter((field) => /(?:^|\.)(?:title|handle|prompt|query|topic|name)$/.test(field))).toEqual([]);
  });

  it('says what it costs', () => {
    expect(tool.describe).toMatch(command.plan === null ? /Free/ : /units|Free/);
    expect(tool.describe.length).toBeLessThan(330);
  });

  it('gives its command every flag, absent where nothing was said', () => {
    const subject = tool.subject === null ? {} : { [tool.subject.name]: given(tool.subject.kind) };
    const { flags, words, top, skip } = readToolInput(
      name,
      tool,
      command,
      JSON.parse(JSON.stringify(subject)) as object as Record<string, unknown>,
      false,
    );
    expect(flags).toEqual(Object.fromEntries(Object.entries(command.flags).map(([key, { absent }]) => [key, absent])));
    expect([top, skip]).toEqual([tool.top, 0]);
    expect(words.length).toBe({ list: 2, one: 1, optional: 0 }[tool.subject?.kind ?? 'optional']);
  });
});
