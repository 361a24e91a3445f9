import { describe, expect, it } from 'vitest';
import { hashPasses } from '../../src/server/accounts/hash-passes.js';
import { onEachDatabase } from './each-database.js';

describe('the cost of hashing passwords', () => {
  onEachDatabase((make) => {
    it('only grows, and is the same for all who serve the database', async () => {
      const database = await make();
      const [first, second] = [await database.open(), await database.open()];
      const found = (passes: number) => () => Promise.resolve(passes);
      expect(await hashPasses(first, found(4))).toBe(4);
      expect(await hashPasses(second, found(2))).toBe(4);
      expect(await hashPasses(second, found(6))).toBe(6);
      expect(await hashPasses(first, found(4))).toBe(6);
      await Promise.all([first.close(), second.close()]);
      await database.remove();
    });
  });
});
