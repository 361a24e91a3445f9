import { setImmediate } from 'node:timers/promises';
import type { Writable } from 'node:stream';

/** Characters gathered before they are handed to the stream. */
const BATCH = 64 * 1024;
/** What a stream says when its reader has gone, as `head` does. */
const GONE = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END', 'EOF']);

/**
 * Writes pieces to a stream no faster than it is read, and leaves it open. `closed` when the reader went away: the rest is
 * not even made. Rejects with the stream's error when writing failed for another reason (a full disk).
 */
export async function writeOut(stream: Writable, pieces: Iterable<string>): Promise<'written' | 'closed'> {
  // Without a listener the stream's 'error' event would end the program; the failure itself comes with the write.
  const heard = () => undefined;
  stream.on('error', heard);
  try {
    let batch = '';
    for (const piece of pieces) {
      batch += piece;
      if (batch.length < BATCH) continue;
      await written(stream, batch);
      batch = '';
      // Writing to a pipe can be synchronous: let Ctrl-C in.
      await setImmediate();
    }
    if (batch !== '') await written(stream, batch);
    return 'written';
  } catch (error) {
    if (error instanceof Error && 'code' in error && GONE.has(String(error.code))) return 'closed';
    throw error;
  } finally {
    // The event follows the failed write in a later turn.
    await setImmediate();
    stream.off('error', heard);
  }
}

function written(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
