import { spawn } from 'node:child_process';
import { Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { writeOut } from '../../src/output/write-out.js';

/** Pieces of a kilobyte; `made` counts how many were asked for. */
function counted(pieces: number) {
  const state = { made: 0 };
  function* make() {
    for (let at = 0; at < pieces; at++) {
      state.made += 1;
      yield String(at % 10).repeat(1_024);
    }
  }
  return { state, pieces: make() };
}

/** A stream that takes everything at once. */
function sink() {
  return new Writable({
    write(_chunk, _encoding, done) {
      done();
    },
  });
}

describe('writeOut', () => {
  it('writes everything in order and leaves the stream open', async () => {
    const chunks: string[] = [];
    const stream = new Writable({
      write(chunk, _encoding, done) {
        chunks.push(String(chunk));
        done();
      },
    });
    const { pieces } = counted(1_000);
    expect(await writeOut(stream, pieces)).toBe('written');
    expect(chunks.join('')).toBe(Array.from(counted(1_000).pieces).join(''));
    expect(stream.writableEnded).toBe(false);
    expect(await writeOut(stream, [])).toBe('written');
    expect(stream.listenerCount('error')).toBe(0);
  });

  it('makes no more than a slow reader takes', async () => {
    let taken = 0;
    let most = 0;
    const { state, pieces } = counted(1_000);
    const stream = new Writable({
      highWaterMark: 1_024,
      write(chunk: Buffer, _encoding, done) {
        void setTimeout(2).then(() => {
          most = Math.max(most, state.made * 1_024 - taken);
          taken += chunk.length;
          done();
        });
      },
    });
    expect(await writeOut(stream, pieces)).toBe('written');
    expect(taken).toBe(1_000 * 1_024);
    expect(most).toBeLessThanOrEqual(65 * 1_024);
  });

  it('ends quietly when a real reader goes away, and makes no more', async () => {
    const head = spawn('head', ['-c', '1'], { stdio: ['pipe', 'ignore', 'ignore'] });
    const { state, pieces } = counted(100_000);
    expect(await writeOut(head.stdin, pieces)).toBe('closed');
    expect(state.made).toBeLessThan(10_000);
    expect(await writeOut(head.stdin, ['more'])).toBe('closed');
  });

  it('fails with the failure of the stream', async () => {
    const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    const stream = new Writable({
      write(_chunk, _encoding, done) {
        done(full);
      },
    });
    await expect(writeOut(stream, ['x'])).rejects.toBe(full);
  });

  it('fails with what the pieces fail with', async () => {
    const broken = new Error('row 3 is broken');
    function* pieces() {
      yield 'x';
      throw broken;
    }
    await expect(writeOut(sink(), pieces())).rejects.toBe(broken);
  });

  it('lets timers and signals in between', async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 1);
    await writeOut(sink(), counted(50_000).pieces);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(1);
  });
});
