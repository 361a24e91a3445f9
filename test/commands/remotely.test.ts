import { describe, expect, it } from 'vitest';
import { allCommands } from '../../src/program.js';
import { TOOL_INPUTS, isToolName } from '../../src/server/tools/tool-inputs.js';

const commands = await allCommands();
const remote = commands.flatMap(({ remote: form, flags, name }) => (form === null ? [] : [{ ...form, flags, name }]));

describe('a command that a server can run', () => {
  it('is there for each tool of the server, and for no other', () => {
    expect(remote.map(({ tool }) => tool).toSorted()).toEqual(Object.keys(TOOL_INPUTS).toSorted());
  });

  it('is the only one with the flag', () => {
    const flagged = commands.filter(({ flags }) => Object.hasOwn(flags, 'remote')).map(({ name }) => name);
    expect(flagged).toEqual(remote.map(({ name }) => name));
  });

  it.each(remote)(
    '$name sends just what the server takes, out of its own flags',
    ({ tool, subject, sends, here, flags }) => {
      const taken = isToolName(tool) ? Object.keys(TOOL_INPUTS[tool].shape) : [];
      expect([subject, ...sends].toSorted()).toEqual(taken.toSorted());
      expect([...sends, ...here].filter((key) => !Object.hasOwn(flags, key))).toEqual([]);
    },
  );
});
