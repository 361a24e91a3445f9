import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runInsight } from './run-insight.js';

it('shows in the README what insight demo prints', async () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const { stdout, stderr } = await runInsight(['demo']);
  expect(stdout).not.toBe('');
  expect(readme).toContain(`\`\`\`\n${stderr}${stdout}\`\`\`\n`);
});
