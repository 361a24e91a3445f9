import type { FailureKind } from '../../errors.js';

/** A run of a tool at a server, as it stands. */
export interface RemoteRun {
  readonly id: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed';
  /** What it is doing; null where nobody says. */
  readonly progress: string | null;
  /** Sentences beside the result. */
  readonly notes: readonly string[];
  /** What the command prints with `--json`, read; null while there is none. */
  readonly result: object | null;
  /** Why there is no result, or not all of what was asked for. */
  readonly problem: { readonly kind: FailureKind; readonly message: string; readonly hint: string } | null;
}

/** A server that runs tools with its own keys, within the plan of who is signed in. */
export interface ToolServer {
  /** @throws Failure `key` when nobody is signed in, `quota` when the plan is used up, `usage`, `provider` */
  begin(tool: string, input: Readonly<Record<string, unknown>>): Promise<RemoteRun>;
  /** How a run stands; waits some seconds for its end. @throws Failure `key`, `provider`, `interrupted` */
  look(id: string): Promise<RemoteRun>;
  /** Stops a run, also when this program is being interrupted. @throws Failure `provider` */
  cancel(id: string): Promise<void>;
  /** A file that a run made. @param address as its result names it @throws Failure `provider` */
  file(address: string): Promise<Uint8Array>;
}
