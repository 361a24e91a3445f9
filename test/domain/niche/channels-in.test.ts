import fc from 'fast-check';
import { expect, it } from 'vitest';
import { channelsIn } from '../../../src/domain/niche/channels-in.js';

const named = (text: string) => channelsIn(text).map(({ kind, value }) => `${kind} ${value}`);

const ID = 'UCabcdefghij0123456789_-';

it.each([
  ['with @Numberphile and @3blue1brown!', ['handle @Numberphile', 'handle @3blue1brown']],
  ['Thanks (@standupmaths).', ['handle @standupmaths']],
  ['@Name twice, @name again', ['handle @Name']],
  [`see https://www.youtube.com/channel/${ID}?sub_confirmation=1`, [`id ${ID}`]],
  [
    'youtube.com/@minutephysics, and http://youtube.com/user/minutephysics.',
    ['handle @minutephysics', 'username minutephysics'],
  ],
  ['mit @Übersee-Funk und @日本の橋', ['handle @Übersee-Funk', 'handle @日本の橋']],
])('names channels: %s', (text, channels) => {
  expect(named(text)).toEqual(channels);
});

it.each([
  'Twitter: @veritasium',
  'Follow me on Instagram @someone',
  'X: @someone',
  'mail me at hello@example.org',
  '@me@mastodon.social',
  'https://instagram.com/@someone',
  'https://medium.com/@someone/a-post',
  'https://www.youtube.com/watch?v=dQw4w9WgXcQ and https://youtu.be/dQw4w9WgXcQ',
  'https://www.youtube.com/playlist?list=PL0000 https://youtube.com/c/OldName',
  'at 9 @ home, @a, C@T',
])('names none: %s', (text) => {
  expect(named(text)).toEqual([]);
});

it('a line of another site does not silence the next one', () => {
  expect(named('Twitter @veritasium\nwith @Numberphile')).toEqual(['handle @Numberphile']);
});

it('reads hostile text in linear time, and never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      for (const { kind } of channelsIn(`${text}@${text}`)) expect(['id', 'handle', 'username']).toContain(kind);
    }),
  );
  expect(channelsIn('@'.repeat(200_000)).length).toBe(0);
  expect(channelsIn(`https://${'a@'.repeat(100_000)}`).length).toBe(0);
});
