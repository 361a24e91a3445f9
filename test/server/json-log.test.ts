import { describe, expect, it } from 'vitest';
import { jsonLog } from '../../src/server/json-log.js';

const SECRET = 'isr_CANARY';

describe('the log of a server', () => {
  it.each([
    { authorization: SECRET },
    { headers: { authorization: SECRET, cookie: SECRET, 'set-cookie': SECRET } },
    { request: { headers: { 'set-cookie': SECRET } } },
    { body: { password: SECRET, newPassword: SECRET } },
    { token: SECRET, pair: { accessToken: SECRET, refreshToken: SECRET } },
    { list: [{ token: SECRET }] },
    { err: Object.assign(new Error('it failed'), { token: SECRET, request: { cookie: SECRET } }) },
  ])('hides what %j holds, wherever it stands', (fields) => {
    const lines: string[] = [];
    jsonLog({ write: (line) => void lines.push(line) }).info(fields, 'somebody logged it whole');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('(hidden)');
    expect(lines[0]).not.toContain('CANARY');
  });

  it('leaves everything else as it is, one line of JSON each', () => {
    const lines: string[] = [];
    jsonLog({ write: (line) => void lines.push(line) }).warn({ route: '/a\nb', status: 401 }, 'a line');
    expect(JSON.parse(lines.join(''))).toMatchObject({ level: 'warn', route: '/a\nb', status: 401, msg: 'a line' });
    expect(lines.join('').trimEnd()).not.toContain('\n');
  });
});
