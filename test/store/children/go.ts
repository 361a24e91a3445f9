import { readSync, writeSync } from 'node:fs';

/** Says a line at once, past every buffer: what was said before a kill was said. */
export function say(text: string): void {
  writeSync(1, `${text}\n`);
}

/** Says that this process is ready, and waits until its standard input is closed. */
export function waitForGo(): void {
  say('ready');
  readSync(0, Buffer.alloc(1));
}
