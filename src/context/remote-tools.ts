import type { Context, World } from '../context.js';
import { toolServer } from '../providers/account/tool-server.js';
import type { ToolServer } from '../providers/ports/tool-server.js';

/** How long an interrupted run may take to be stopped at the server, milliseconds. */
const CANCEL_MS = 5_000;

/** The tools of the server that is signed in to. */
export async function remoteTools(context: Context, { letGoWithin }: Pick<World, 'letGoWithin'>): Promise<ToolServer> {
  const desk = await context.account(null);
  letGoWithin(CANCEL_MS);
  return toolServer((request) => desk.ask(request));
}
