// The emulator in a process of its own, for benches that count or time what is asked. `npm run` builds it before.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist-emulator/main.js', import.meta.url));

/** Starts it with these words on a free port. @returns its URL (with the last slash) and what ends it */
export async function startEmulator(...words) {
  const child = spawn(process.execPath, [MAIN, '--port', '0', ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const chunk of child.stdout) {
    text += chunk;
    const [, url] = /INSIGHT_YOUTUBE_URL=(\S+)\n/.exec(text) ?? [];
    if (url !== undefined) return { url, close: () => child.kill() };
  }
  throw new Error('the emulator did not start');
}
