import { describe, expect, it } from 'vitest';
import { AGENT_TOOLS } from '../../src/mcp/agent-tools.js';
import { readToolInput } from '../../src/mcp/tool-input.js';

async function read(name: 'sweep' | 'outliers', given: Readonly<Record<string, unknown>>) {
  const tool = AGENT_TOOLS[name];
  if (tool === undefined) throw new Error(`no tool ${name}`);
  return readToolInput(name, tool, await tool.load(), given, true);
}

describe('the arguments of a tool', () => {
  it('ask for no more channels of a niche than an agent may', async () => {
    const seeds = ['@veritasium'];
    expect((await read('sweep', { seeds, channels: 50 })).flags).toMatchObject({ channels: 50 });
    await expect(read('sweep', { seeds, channels: 51 })).rejects.toThrow('channels is 50 at most');
  });

  it('name no field twice, so that a row has no more of them than there are', async () => {
    const channels = ['@veritasium'];
    expect((await read('outliers', { channels, fields: ['id', 'title'] })).columns).toHaveLength(2);
    await expect(read('outliers', { channels, fields: ['id', 'title', 'id'] })).rejects.toThrow('twice');
  });

  it('name at most twenty files', async () => {
    const files = Array.from({ length: 20 }, (_, index) => `${String(index)}.csv`);
    expect((await read('outliers', { from: files })).files).toEqual(files);
    await expect(read('outliers', { from: [...files, 'one-more.csv'] })).rejects.toThrow(
      'from takes a list of up to 20',
    );
  });
});
