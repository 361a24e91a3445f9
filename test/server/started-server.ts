import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { environment, PROGRAM } from '../e2e/run-insight.js';

/** A server that runs as a process of its own, as its host would start it. */
export interface StartedServer {
  readonly url: string;
  /** What it has said on stderr, one line each. */
  readonly lines: () => readonly string[];
  readonly stdout: () => string;
  /** Sends a signal and waits for the end. @returns the exit code; null when the signal ended it */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface StartWish {
  readonly home: string;
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts `insight serve` on a port that is free, and waits until it listens. */
export async function startServer({ home, words = [], env = {} }: StartWish): Promise<StartedServer> {
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--port', '0', '--json', ...words], {
    cwd: home,
    env: environment(home, { env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => (stdout += piece.toString()));
  const ended = once(child, 'close');
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (piece: Buffer) => {
      stderr += piece.toString();
      const found = /"url":"([^"]+)","msg":"insight listens"/.exec(stderr)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => {
      reject(new Error(`the server did not start: ${stderr}`));
    });
  });
  return {
    url,
    lines: () => stderr.split('\n').filter((line) => line !== ''),
    stdout: () => stdout,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
}
