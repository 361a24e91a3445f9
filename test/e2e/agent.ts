import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { environment, PROGRAM, type Surroundings } from './run-insight.js';

/** What a tool answered. */
export interface Told {
  readonly isError: boolean;
  /** The first part: numbers and words of the program. */
  readonly said: string;
  /** The second: with the words of strangers. */
  readonly found: string;
}

/** A client of the SDK with the program as its server. */
export interface Agent {
  readonly client: Client;
  /** What the client could not read of stdout; empty when all is well. */
  readonly unread: readonly string[];
  /** What the program said on stderr so far. */
  readonly stderr: () => string;
  call(name: string, given?: Record<string, unknown>, signal?: AbortSignal): Promise<Told>;
  close(): Promise<void>;
}

/** Starts `insight mcp` with these words, as a client does. */
export async function startAgent(words: readonly string[], home: string, surroundings: Surroundings): Promise<Agent> {
  const env = Object.entries(environment(home, surroundings)).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [PROGRAM, 'mcp', ...words],
    env: Object.fromEntries(env),
    stderr: 'pipe',
    ...(surroundings.cwd === undefined ? {} : { cwd: surroundings.cwd }),
  });
  const said: Buffer[] = [];
  transport.stderr?.on('data', (chunk: Buffer) => said.push(chunk));
  const client = new Client({ name: 'a test', version: '1' });
  const unread: string[] = [];
  client.onerror = (error) => unread.push(error.message);
  await client.connect(transport);
  return {
    client,
    unread,
    stderr: () => Buffer.concat(said).toString(),
    call: async (name, given = {}, signal) => {
      const options = signal === undefined ? {} : { signal };
      const { content, isError } = await client.callTool({ name, arguments: given }, undefined, options);
      const [first = '', second = ''] = (content as readonly { readonly text: string }[]).map(({ text }) => text);
      return { isError: isError === true, said: first, found: second };
    },
    close: () => client.close(),
  };
}

/** The rows of an answer by the names in its head. */
export function rowsOf({ found }: Told): readonly Readonly<Record<string, string>>[] {
  const lines = found.split('\n').map((line) => line.split('\t'));
  const head = lines.find(([first]) => first === '#') ?? [];
  return lines
    .filter(([first]) => /^\d+$/.test(first ?? ''))
    .map((cells) => Object.fromEntries(cells.map((cell, at) => [head[at] ?? '', cell])));
}

/** The failure that an answer tells. */
export function failureIn({ said }: Told): { readonly kind: string; readonly message: string; readonly hint: string } {
  return (JSON.parse(said) as { readonly error: { kind: string; message: string; hint: string } }).error;
}
