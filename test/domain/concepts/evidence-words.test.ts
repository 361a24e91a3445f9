import { describe, expect, it } from 'vitest';
import { evidenceWords } from '../../../src/domain/concepts/evidence-words.js';

const words = (evidence: Partial<Parameters<typeof evidenceWords>[2]>) =>
  evidenceWords('sourdough', 'en', { titles: [], tags: [], completions: [], ...evidence });

describe('words beside a topic', () => {
  it('come from completions first, then from tags, then from several titles', () => {
    const found = words({
      completions: ['sourdough starter', 'sourdough'],
      tags: [
        ['Rye', 'baking'],
        ['baking', '#flour'],
      ],
      titles: ['My cast iron loaf', 'Another cast iron day', 'Alone'],
    });
    expect(found.slice(0, 4)).toEqual(['starter', 'baking', 'Rye', 'flour']);
    expect(found).toContain('cast iron');
    expect(found).not.toContain('alone');
  });

  it('are never the topic, a stop word, an address, or said twice', () => {
    expect(words({ tags: [['Sourdough', 'sourdough bread', 'the', 'https://x.example', 'Rye', 'RYE', '']] })).toEqual([
      'Rye',
    ]);
  });
});
