import { describe, expect, it } from 'vitest';
import { knownKeys } from '../../src/config/known-keys.js';

const names = (known: ReturnType<typeof knownKeys>) =>
  known.map(({ key, origin, variable }) => [key, origin, variable]);

describe('knownKeys', () => {
  it('gives keys of the environment by their number, then those of .env, then stored ones', () => {
    const env = { YOUTUBE_API_KEY_10: 'tenth', YOUTUBE_API_KEY: 'plain', YOUTUBE_API_KEY_2: 'second' };
    const stored = [{ provider: 'youtube' as const, key: 'kept' }];
    expect(names(knownKeys({ env, dotEnv: 'YOUTUBE_API_KEY_1=first\n', stored }))).toEqual([
      ['plain', 'environment', 'YOUTUBE_API_KEY'],
      ['second', 'environment', 'YOUTUBE_API_KEY_2'],
      ['tenth', 'environment', 'YOUTUBE_API_KEY_10'],
      ['first', '.env', 'YOUTUBE_API_KEY_1'],
      ['kept', 'stored', null],
    ]);
  });

  it('counts a key once, where it was found first', () => {
    const stored = [{ provider: 'youtube' as const, key: 'same' }];
    expect(names(knownKeys({ env: { YOUTUBE_API_KEY_3: 'same' }, dotEnv: 'YOUTUBE_API_KEY=same', stored }))).toEqual([
      ['same', 'environment', 'YOUTUBE_API_KEY_3'],
    ]);
  });

  it('lets a variable of the environment hide that of .env, unless it is empty', () => {
    const dotEnv = '\uFEFFYOUTUBE_API_KEY=file\nYOUTUBE_API_KEY_1=other';
    expect(names(knownKeys({ env: { YOUTUBE_API_KEY: 'env' }, dotEnv, stored: [] }))).toEqual([
      ['env', 'environment', 'YOUTUBE_API_KEY'],
      ['other', '.env', 'YOUTUBE_API_KEY_1'],
    ]);
    expect(names(knownKeys({ env: { YOUTUBE_API_KEY: ' ' }, dotEnv, stored: [] }))[0]).toEqual([
      'file',
      '.env',
      'YOUTUBE_API_KEY',
    ]);
  });

  it('takes no other variable for one of a key', () => {
    const env = { YOUTUBE_API_KEY_A: 'a', MY_YOUTUBE_API_KEY: 'b', YOUTUBE_API_KEY_1_OLD: 'c', youtube_api_key: 'd' };
    expect(knownKeys({ env, dotEnv: null, stored: [] })).toEqual([]);
  });

  it('knows the keys of five providers by their own variables', () => {
    const env = {
      IMAGEKIT_PRIVATE_KEY: 'image',
      POLLINATIONS_API_KEY_7: 'pollen',
      REPLICATE_API_TOKEN: 'copy',
      GEMINI_API_KEY_1: 'twin',
      YOUTUBE_API_KEY: 'tube',
    };
    const stored = [{ provider: 'gemini' as const, key: 'tube' }];
    expect(knownKeys({ env, dotEnv: null, stored }).map(({ provider, key }) => [provider, key])).toEqual([
      ['youtube', 'tube'],
      ['gemini', 'twin'],
      ['replicate', 'copy'],
      ['pollinations', 'pollen'],
      ['imagekit', 'image'],
      // A key counts once for each provider.
      ['gemini', 'tube'],
    ]);
  });
});
