import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashtagKey, hashtagsIn } from '../../src/domain/hashtags.js';

describe('extraction', () => {
  test.each([
    ['#one and ＃two', ['one', 'two']],
    ['#a#b', ['a']],
    ['##double', ['double']],
    ['word#no _#no 7#no é#no', []],
    ['AT&#39;T &#x27;', []],
    ['#2026 #_ #2026goals #__x', ['2026goals', '__x']],
    ['(#in) "#quotes", #end.', ['in', 'quotes', 'end']],
    ['#방탄밤 #日本語 #हिन्दी #مرحبا #ไทย', ['방탄밤', '日本語', 'हिन्दी', 'مرحبا', 'ไทย']],
    ['#𝔬𝔩𝔡 𝔬#no', ['𝔬𝔩𝔡']],
    ['# apart', []],
    ['#hyphen-ated #it’s', ['hyphen', 'it']],
    ['❤️#love ✈\ufe0e#plane 1️⃣#first', ['love', 'plane', 'first']],
    ['#️⃣sign #love❤️#peace', ['love', 'peace']],
    ['#می‌خواهم #ශ්‍රීලංකා', ['می‌خواهم', 'ශ්‍රීලංකා']],
    ['#end\u200c #two\u200d\u200cwords', ['end', 'two\u200d\u200cwords']],
    ['https://x.y/#about HTTP www.x.y/?a=/#b#c, http://x.y/#!/d#e', []],
    ['#http://x.y #https://x.y #https', ['https']],
    ['(see https://x.y/a)#in, http://x.y/。#タグ https://x.y/\n#next a/#or/#b', ['in', 'タグ', 'next', 'or', 'b']],
    ['#twice #Twice #twice', ['twice', 'Twice', 'twice']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(hashtagsIn(text)).toEqual(expected);
  });
});

describe('which spellings are one hashtag', () => {
  test.each([
    ['Shorts', 'SHORTS'],
    ['ｓｈｏｒｔｓ', 'shorts'],
    ['Straße', 'STRASSE'],
    ['STRAẞE', 'strasse'],
    ['ΟΔΟΣ', 'οδος'],
    ['café', 'cafe\u0301'],
    ['ﾊﾟ', 'パ'],
  ])('%s and %s', (one, other) => {
    expect(hashtagKey(one)).toBe(hashtagKey(other));
  });

  test.each([
    ['café', 'cafe'],
    ['ılık', 'ilik'],
  ])('but not %s and %s', (one, other) => {
    expect(hashtagKey(one)).not.toBe(hashtagKey(other));
  });
});

const text = fc.string({
  unit: fc.constantFrom(
    ...['#', '＃', '&', 'a', 'Z', 'é', '日', '़', '7', '_', ' ', '.', '\n', '𝔬', '·', '/', 'http://'],
    ...['\ufe0f', '\u200c', '\u200d', '\u20e3'],
  ),
  maxLength: 60,
});

test('what was found is found again', () => {
  fc.assert(
    fc.property(text, (some) => {
      const found = hashtagsIn(some);
      expect(hashtagsIn(found.map((word) => `#${word}`).join(' '))).toEqual(found);
    }),
  );
});

test('the key of a key is the key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (some) => {
      expect(hashtagKey(hashtagKey(some))).toBe(hashtagKey(some));
    }),
  );
});

test.each([
  ['hash signs', '#'],
  ['a hashtag without end', '#a'],
  ['numbers that never become a hashtag', '#1'],
  ['a word', 'a'],
  ['signs and entities', '&#'],
  ['combining marks', '#\u0301'],
  ['joiners', '\u200d'],
  ['addresses without end', 'http://'],
  ['addresses with a sign', 'http://a/#'],
])('a megabyte of %s takes linear time', (_, pattern) => {
  const started = performance.now();
  hashtagsIn(pattern.repeat(1_000_000 / pattern.length));
  hashtagsIn(`#${pattern.repeat(1_000_000 / pattern.length)}`);
  // About 100 ms on a slow machine; a quadratic search would take minutes.
  expect(performance.now() - started).toBeLessThan(3000);
});
