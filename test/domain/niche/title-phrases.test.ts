import { describe, expect, it } from 'vitest';
import { TitlePhrases } from '../../../src/domain/niche/title-phrases.js';

function phrasesOf(titles: readonly string[], names: readonly string[] = []): string[][] {
  const one = { names, titles };
  return new TitlePhrases([one]).of(one).map((phrases) => [...phrases].sort());
}

/** Titles that share nothing, so that a channel is large enough for a series. */
const FILL = ['Kiln', 'Canoe', 'Sundial', 'Beehive', 'Telescope', 'Sourdough', 'Lighthouse', 'Harbour'];

describe('the phrases of titles', () => {
  it('are one to four words that say something', () => {
    expect(phrasesOf(['Restoring a wooden canoe'])).toEqual([
      ['canoe', 'restoring', 'restoring a wooden', 'restoring a wooden canoe', 'wooden', 'wooden canoe'],
    ]);
  });

  it('know the elided articles of French, and its fillers', () => {
    expect(phrasesOf(["J’ai acheté l'iPhone 17 PRO !", "C'est la fin d’Android ?"]).flat()).toEqual(
      expect.arrayContaining(['iphone 17 pro', 'android']),
    );
    expect(phrasesOf(["C'est la fin d’Android ?"])).toEqual([['android']]);
  });

  it('hold hashtags one by one, as the words they are', () => {
    expect(phrasesOf(['Unboxing #huawei #gt6pro'])[0]).toEqual(['gt6pro', 'huawei', 'unboxing']);
  });

  it('are of one thing, not of two that are compared', () => {
    expect(phrasesOf(['iPhone vs Pixel'])).toEqual([['iphone', 'pixel']]);
  });

  it('are none of the name of the channel', () => {
    expect(phrasesOf(['Kiln Tales: canoe'], ['Kiln Tales', '@kilntales'])).toEqual([['canoe']]);
    expect(phrasesOf(['kilntales canoe'], ['Kiln Tales', '@kilntales'])).toEqual([['canoe']]);
  });

  it('are none of a series of the channel: a fifth of its titles, at least four', () => {
    const series = ['Barn Diaries harvest', 'Barn Diaries goats', 'Barn Diaries roof', 'Barn Diaries tractor'];
    const found = phrasesOf([...series, ...FILL]);
    expect(found.flat()).not.toContain('barn diaries');
    expect(found.flat()).toContain('goats');
    expect(phrasesOf([...series.slice(1), ...FILL]).flat()).toContain('barn diaries');
  });
});
