import { describe, expect, it, vi } from 'vitest';
import { hashTurns } from '../../src/server/accounts/hash-turns.js';

/** As many asked at once, each of which lasts until it is let go. */
async function asked(cores: number, count: number) {
  const turns = await hashTurns(cores);
  const running: (() => void)[] = [];
  const work = () =>
    new Promise<string>((resolve) => {
      running.push(() => {
        resolve('a hash');
      });
    });
  const answers = Array.from({ length: count }, () => turns.take(work));
  return { turns, running, answers };
}

describe('hashing passwords', () => {
  it.each([
    [1, 1],
    [2, 1],
    [3, 2],
    [4, 3],
    [64, 3],
  ])('on %d cores takes %d at once', async (cores, atOnce) => {
    const { running, answers } = await asked(cores, 6);
    for (let left = 6; left > 0; left -= atOnce) {
      await vi.waitFor(() => {
        expect(running).toHaveLength(Math.min(atOnce, left));
      });
      for (const letGo of running.splice(0)) letGo();
    }
    expect(await Promise.all(answers)).toHaveLength(6);
  });

  it('sends away whom 32 wait before', async () => {
    const { turns, running, answers } = await asked(2, 34);
    await expect(answers[33]).rejects.toMatchObject({ problem: 'busy' });
    expect(() => {
      turns.demandRoom();
    }).toThrow(expect.objectContaining({ problem: 'busy' }));
    for (let left = 33; left > 0; left -= 1) {
      await vi.waitFor(() => {
        expect(running).toHaveLength(1);
      });
      for (const letGo of running.splice(0)) letGo();
    }
    expect(await Promise.all(answers.slice(0, 33))).toHaveLength(33);
    expect(() => {
      turns.demandRoom();
    }).not.toThrow();
  });
});
