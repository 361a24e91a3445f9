import { safeText } from '../domain/safe-text.js';
import type { Log } from '../server/log.js';
import { gatheredLines } from './gathered-lines.js';
import type { HostMachine } from './host-machine.js';

/** Where a server says what happens, and that it is there. */
export interface HostLog {
  readonly log: Log;
  /** It takes requests at this address. */
  readonly listens: (url: string) => void;
}

/** To a log file or a supervisor every line is JSON; whoever sits before it reads sentences, and only those that matter. */
export async function hostLog({ stderr }: Pick<HostMachine, 'stderr'>): Promise<HostLog> {
  if (stderr.isTTY) {
    const say = (message: string) => stderr.write(`${safeText(message)}\n`);
    const log: Log = {
      info: () => undefined,
      warn: (_, message) => say(`warning: ${message}`),
      error: ({ err }, message) => say(`error: ${err instanceof Error ? `${message}: ${err.message}` : message}`),
    };
    return { log, listens: (url) => say(`insight listens on ${url} (Ctrl-C stops it)`) };
  }
  const { jsonLog } = await import('../server/json-log.js');
  const log = jsonLog(gatheredLines(stderr));
  return {
    log,
    listens: (url) => {
      log.info({ url }, 'insight listens');
    },
  };
}
