import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChannelRef } from '../../src/domain/channel-ref.js';

// Google for Developers: the id in Google's own API documentation.
const ID = 'UC_x5XG1OV2P6uZZ5FSM9Ttw';
const VIDEO = 'dQw4w9WgXcQ';

describe('parseChannelRef', () => {
  it.each([
    [ID, 'id', ID],
    ['@veritasium', 'handle', '@veritasium'],
    ['@3blue1brown', 'handle', '@3blue1brown'],
    ['@日本語チャンネル', 'handle', '@日本語チャンネル'],
    ['@हिन्दी', 'handle', '@हिन्दी'],
    ['@Käse.brot-1_2', 'handle', '@Käse.brot-1_2'],
    ['GoogleDevelopers', 'username', 'GoogleDevelopers'],
    [`https://www.youtube.com/channel/${ID}`, 'id', ID],
    [`https://m.youtube.com/channel/${ID}/videos?view=0&sort=dd`, 'id', ID],
    [`music.youtube.com/channel/${ID}`, 'id', ID],
    ['https://www.youtube.com/@veritasium', 'handle', '@veritasium'],
    ['https://www.youtube.com/@veritasium/videos', 'handle', '@veritasium'],
    ['youtube.com/@veritasium?si=abc', 'handle', '@veritasium'],
    ['HTTPS://YouTube.com/@veritasium/live', 'handle', '@veritasium'],
    ['https://www.youtube.com/@%E6%97%A5%E6%9C%AC', 'handle', '@日本'],
    ['www.youtube.com/@日本', 'handle', '@日本'],
    ['https://www.youtube.com/user/1veritasium', 'username', '1veritasium'],
    ['http://youtube.com/c/inanutshell/featured', 'custom', 'inanutshell'],
    ['youtube.com/veritasium', 'custom', 'veritasium'],
    [`https://www.youtube.com/watch?v=${VIDEO}&t=42s&list=PL1`, 'video', VIDEO],
    [`https://www.youtube.com/watch?list=PL1&v=${VIDEO}`, 'video', VIDEO],
    [`https://www.youtube.com/shorts/${VIDEO}`, 'video', VIDEO],
    [`https://www.youtube.com/live/${VIDEO}?feature=share`, 'video', VIDEO],
    [`https://www.youtube-nocookie.com/embed/${VIDEO}`, 'video', VIDEO],
    [`youtu.be/${VIDEO}?si=x`, 'video', VIDEO],
    [`https://youtu.be/${VIDEO}`, 'video', VIDEO],
  ])('reads %s as %s', (text, kind, value) => {
    expect(parseChannelRef(text)).toEqual({ kind, value, given: text });
  });

  it.each(
    [
      '',
      '   ',
      '@',
      'two words',
      'a/b',
      '@a b',
      '@a/b',
      'bell\u0007',
      '@a\u202eb',
      'line\nbreak',
      'youtube.com',
      'https://www.youtube.com/',
      'https://www.youtube.com/watch?v=short',
      'https://www.youtube.com/channel/UCshort',
      'https://www.youtube.com/playlist?list=PL1',
      'https://www.youtube.com/feed/trending',
      'https://www.youtube.com/results?search_query=x',
      'https://www.youtube.com/@%zz',
      'https://vimeo.com/channels/staffpicks',
      `https://evil.example/youtube.com/channel/${ID}`,
      `https://youtube.com.evil.example/channel/${ID}`,
      'file:///etc/passwd',
      '?',
      '-',
    ].filter((text) => text !== '-'),
  )('refuses %j', (text) => {
    expect(parseChannelRef(text)).toBeNull();
  });

  it('trims what surrounds a name', () => {
    expect(parseChannelRef('  @veritasium\n')).toEqual({ kind: 'handle', value: '@veritasium', given: '@veritasium' });
  });

  const wordCharacter = fc.constantFrom(...'abcXYZ019_-'.split(''));
  const id = fc.string({ unit: wordCharacter, minLength: 22, maxLength: 22 }).map((tail) => `UC${tail}`);

  it('finds the same id bare and in every form of URL', () => {
    const scheme = fc.constantFrom('', 'http://', 'https://');
    const host = fc.constantFrom('youtube.com', 'www.youtube.com', 'm.youtube.com', 'music.youtube.com');
    const tail = fc.constantFrom('', '/', '/videos', '?si=x', '/about#y');
    fc.assert(
      fc.property(scheme, host, id, tail, (s, h, value, t) => {
        expect(parseChannelRef(value)).toMatchObject({ kind: 'id', value });
        expect(parseChannelRef(`${s}${h}/channel/${value}${t}`)).toMatchObject({ kind: 'id', value });
      }),
    );
  });

  it('never throws, and never lets a space, slash or control character into a value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        for (const whole of [text, `@${text}`, `youtube.com/${text}`, `https://youtu.be/${text}`]) {
          expect(parseChannelRef(whole)?.value ?? 'none').not.toMatch(/[\s/\p{C}?#&%]/u);
        }
      }),
    );
  });
});
