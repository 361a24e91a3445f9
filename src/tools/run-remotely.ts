import { Failure } from '../errors.js';
import type { RemoteRun, ToolServer } from '../providers/ports/tool-server.js';

export interface RemoteWish {
  readonly tool: string;
  /** What the server is told: the flags by their names. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly onProgress: (words: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs a tool at a server and waits for its end; interrupted, it stops the run there first.
 * @returns a run that is done, with its result
 * @throws Failure as the tool fails there, `interrupted`, and whatever asking the server fails with
 */
export async function runRemotely(
  server: ToolServer,
  wish: RemoteWish,
): Promise<RemoteRun & { readonly result: object }> {
  const { tool, input, onProgress, signal } = wish;
  onProgress('asking the server');
  let run = await server.begin(tool, input);
  while (run.state === 'queued' || run.state === 'running') {
    if (signal.aborted) await stopped(server, run.id);
    onProgress(
      run.progress ?? (run.state === 'queued' ? 'waiting for its turn at the server' : 'at work at the server'),
    );
    try {
      run = await server.look(run.id);
    } catch (error) {
      if (signal.aborted) await stopped(server, run.id);
      throw error;
    }
  }
  const { result, problem } = run;
  if (run.state === 'done' && result !== null) return { ...run, result };
  throw problem === null
    ? new Failure('provider', 'the run failed at the server', 'try again')
    : new Failure(problem.kind, problem.message, problem.hint);
}

/** @throws Failure `interrupted` always */
async function stopped(server: ToolServer, id: string): Promise<never> {
  try {
    await server.cancel(id);
  } catch (cause) {
    throw new Failure('interrupted', 'interrupted; the server could not be told to stop', `it may go on: job ${id}`, {
      cause,
    });
  }
  throw new Failure('interrupted', 'interrupted; the run at the server was stopped', 'run it again to start over');
}
