import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
  CallToolRequestSchema,
  ListToolsRequestSchema,
  type CallToolResult,
  type ServerNotification,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import { safeText } from '../domain/safe-text.js';
import { withoutKeys } from '../domain/key-name.js';
import type { AgentSession } from './agent-session.js';

/** A longer message is no call of a tool, bytes. */
const LONGEST_MESSAGE = 1_000_000;
/** How long calls under way may take when no more will come, milliseconds: as long as clients wait before they insist. */
const LAST_ANSWERS_MS = 2_000;

export interface StdioParts {
  readonly stdin: Readable;
  /** Nobody else writes there. */
  readonly stdout: Writable;
  /** Ends the session at once. */
  readonly signal: AbortSignal;
  /** Of this program. */
  readonly version: string;
  /** Told what is wrong with what came, one line. */
  readonly log: (sentence: string) => void;
}

/**
 * Speaks MCP until standard input ends, then lets calls under way end.
 * @returns whether it ended because a message was too long
 */
export async function serveOverStdio(session: AgentSession, parts: StdioParts): Promise<{ readonly tooLong: boolean }> {
  const { stdin, stdout, signal, version, log } = parts;
  const { server } = new McpServer(
    { name: 'insight', version },
    { capabilities: { tools: {} }, instructions: session.instructions },
  );
  const underWay = new Set<Promise<unknown>>();
  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: (await session.tools()) as Tool[] }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal: cancelled, sendNotification, _meta }) => {
    const call = session.call(params.name, params.arguments ?? {}, {
      signal: AbortSignal.any([cancelled, signal]),
      onProgress: progressTo(sendNotification, _meta?.progressToken),
    });
    underWay.add(call);
    return call
      .then(({ texts, isError }) => answer(texts, isError))
      .finally(() => {
        underWay.delete(call);
      });
  });
  let tooLong = false;
  server.onerror = (error) => {
    tooLong ||= error.message.includes('maximum size');
    log(`what came on stdin was not understood: ${firstLine(error)}`);
  };
  const transport = new StdioServerTransport(stdin, stdout, { maxBufferSize: LONGEST_MESSAGE });
  await new Promise<void>((resolve, reject) => {
    const end = () => {
      resolve();
    };
    server.onclose = end;
    for (const event of ['end', 'close', 'error']) stdin.once(event, end);
    for (const event of ['close', 'error']) stdout.once(event, end);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
    server.connect(transport).catch(reject);
  });
  if (!signal.aborted) await lastAnswers(underWay);
  await server.close();
  // They are cancelled now, and let go of their files.
  await Promise.allSettled(underWay);
  return { tooLong };
}

/** Lets calls end that were asked for before nobody asked any more. */
async function lastAnswers(underWay: ReadonlySet<Promise<unknown>>): Promise<void> {
  const over = new AbortController();
  const wait = sleep(LAST_ANSWERS_MS, undefined, { signal: over.signal }).catch(() => undefined);
  await Promise.race([Promise.allSettled(underWay), wait]);
  over.abort();
}

function answer(texts: readonly string[], isError: boolean): CallToolResult {
  return { content: texts.map((text) => ({ type: 'text' as const, text })), ...(isError && { isError }) };
}

/** Tells how far a call is, to a client that wants to know. */
function progressTo(
  send: (notification: ServerNotification) => Promise<void>,
  progressToken: string | number | undefined,
): (words: string) => void {
  if (progressToken === undefined) return () => undefined;
  let progress = 0;
  let last = '';
  return (words) => {
    if (words === last) return;
    last = words;
    progress += 1;
    const params = { progressToken, progress, message: withoutKeys(safeText(words)) };
    // A client that has gone needs no progress.
    send({ method: 'notifications/progress', params }).catch(() => undefined);
  };
}

/** Messages of the SDK quote what came. */
function firstLine({ message }: Error): string {
  return withoutKeys(safeText(message.split('\n', 1)[0] ?? '').slice(0, 200));
}
