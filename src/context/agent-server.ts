import { Writable } from 'node:stream';
import { resolve } from 'node:path';
import type { RunWishes, World } from '../context.js';
import { isoInstant } from '../domain/iso-instant.js';
import { safeText } from '../domain/safe-text.js';
import { Failure } from '../errors.js';
import { AgentSession } from '../mcp/agent-session.js';
import type { AgentResult, AgentServer, AgentWish } from '../mcp/agent-wish.js';
import type { CallRoom, CallWish } from '../mcp/call-room.js';
import { SessionLimit } from '../mcp/session-limit.js';
import { serveOverStdio } from '../mcp/stdio-server.js';
import { ownVersion } from '../version.js';
import { AgentContext } from './agent-context.js';
import { folderFiles } from './folder-files.js';
import { Meter } from './metered-fetch.js';
import type { OwnContext } from './tool-bench.js';

/** The user's own context for one call. */
export interface AgentOwnContext extends OwnContext {
  readonly notes: ReadonlySet<string>;
}

/** Makes one over a world. */
export type OwnContextFor = (world: World, wishes: RunWishes, signal: AbortSignal) => AgentOwnContext;

/** The tools for agents, over the standard streams of this process. */
export function agentServer(world: World, own: OwnContextFor, signal: AbortSignal): AgentServer {
  return { serve: (wish) => serve(wish, { world, own, signal }) };
}

interface AgentParts {
  readonly world: World;
  readonly own: OwnContextFor;
  readonly signal: AbortSignal;
}

async function serve({ mostUnits, mostSearches, files, debug }: AgentWish, parts: AgentParts): Promise<AgentResult> {
  const { world, signal } = parts;
  const fileIn = files === null ? null : folderFiles(resolve(world.cwd, files));
  const log = (sentence: string) => world.stderr.write(`insight mcp: ${safeText(sentence)}\n`);
  const startedAt = isoInstant(world.now());
  const limit = new SessionLimit({ units: mostUnits, searches: mostSearches });
  const session = new AgentSession({
    open: (wish) => openRoom(wish, parts, { fileIn, takeRequest: () => limit.takeRequest() }),
    limit,
    files: fileIn !== null,
    onUnexpected: (error) => {
      const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
      for (const line of debug ? trace.split('\n') : []) log(line);
    },
  });
  const version = await ownVersion();
  const streams = { stdin: world.stdin, stdout: ownOutput(world) };
  const { tooLong } = await serveOverStdio(session, { ...streams, signal, version, log });
  if (tooLong) {
    throw new Failure('usage', 'a message on standard input was longer than 1 MB', 'no call of a tool is that long');
  }
  const stoppedAt = isoInstant(world.now());
  return { schemaVersion: 1, startedAt, stoppedAt, calls: session.calls, ...limit.spent };
}

/** What the calls of a session share. */
interface SessionParts {
  readonly fileIn: ((path: string) => string) | null;
  readonly takeRequest: () => boolean;
}

function openRoom(wish: CallWish, { world, own }: AgentParts, { fileIn, takeRequest }: SessionParts): CallRoom {
  const { timeZone, reading } = wish;
  const over = new AbortController();
  const meter = new Meter(takeRequest, () => {
    over.abort();
  });
  // The world's own getters stay: asking for a zone or a folder takes time, or fails.
  const metered = Object.create(world, { fetch: { value: meter.fetch(world.fetch) } }) as World;
  const mine = own(metered, { quiet: true, timeZone, reading }, AbortSignal.any([wish.signal, over.signal]));
  const context = new AgentContext(mine, wish.onProgress);
  return {
    context,
    allow: (most) => {
      meter.allow(most);
    },
    spent: () => meter.spent(),
    overran: () => over.signal.aborted,
    file: (path) => {
      if (fileIn !== null) return fileIn(path);
      throw new Failure(
        'usage',
        'agents may read no files here',
        'the user allows a folder with: insight mcp --files DIR',
      );
    },
    close: () => {
      mine.close();
      return [...context.notes, ...mine.notes];
    },
  };
}

/**
 * Standard output for one writer alone, for as long as the process lives: what anybody else prints, a dependency or the
 * end of this very run, goes to stderr, for on stdout it would be taken for a message.
 */
function ownOutput({ stdout, stderr }: Pick<World, 'stdout' | 'stderr'>): Writable {
  const write = stdout.write.bind(stdout);
  const elsewhere: typeof stdout.write = (chunk: string | Uint8Array, ...rest: unknown[]) =>
    Reflect.apply(stderr.write.bind(stderr), null, [chunk, ...rest]) as boolean;
  stdout.write = elsewhere;
  return new Writable({
    decodeStrings: false,
    write: (chunk: string, _, done) => {
      write(chunk, 'utf8', done);
    },
  });
}
