import { describe, expect, it } from 'vitest';
import { pathsFor } from '../../src/config/paths.js';
import { Failure } from '../../src/errors.js';

describe('pathsFor', () => {
  const home = '/home/ada';

  it('follows the XDG defaults on Linux', () => {
    expect(pathsFor({ env: {}, home, platform: 'linux' })).toEqual({
      config: '/home/ada/.config/insight',
      data: '/home/ada/.local/share/insight',
      cache: '/home/ada/.cache/insight',
    });
  });

  it('follows absolute XDG folders and ignores relative and empty ones', () => {
    const env = { XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: 'data', XDG_CACHE_HOME: '' };
    expect(pathsFor({ env, home, platform: 'linux' })).toEqual({
      config: '/c/insight',
      data: '/home/ada/.local/share/insight',
      cache: '/home/ada/.cache/insight',
    });
  });

  it.each(['', 'home', '.'])('keeps nothing in the folder somebody stands in when the home is %j', (nowhere) => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      expect(() => pathsFor({ env: {}, home: nowhere, platform })).toThrow(Failure);
      expect(pathsFor({ env: { INSIGHT_HOME: '/e' }, home: nowhere, platform }).config).toMatch(/^[/\\]e[/\\]config$/);
    }
    const env = { XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: '/d', XDG_CACHE_HOME: '/k' };
    expect(pathsFor({ env, home: nowhere, platform: 'linux' }).config).toBe('/c/insight');
  });

  it('takes the native folders of macOS', () => {
    expect(pathsFor({ env: { XDG_CONFIG_HOME: '/c' }, home: '/Users/ada', platform: 'darwin' })).toEqual({
      config: '/Users/ada/Library/Preferences/insight',
      data: '/Users/ada/Library/Application Support/insight',
      cache: '/Users/ada/Library/Caches/insight',
    });
  });

  it('takes the native folders of Windows', () => {
    const env = { APPDATA: 'D:\\Roaming', LOCALAPPDATA: '' };
    expect(pathsFor({ env, home: 'C:\\Users\\ada', platform: 'win32' })).toEqual({
      config: 'D:\\Roaming\\insight\\Config',
      data: 'C:\\Users\\ada\\AppData\\Local\\insight\\Data',
      cache: 'C:\\Users\\ada\\AppData\\Local\\insight\\Cache',
    });
  });

  it.each(['linux', 'darwin'] as const)('moves everything below INSIGHT_HOME on %s', (platform) => {
    expect(pathsFor({ env: { INSIGHT_HOME: '/elsewhere', XDG_CONFIG_HOME: '/c' }, home, platform })).toEqual({
      config: '/elsewhere/config',
      data: '/elsewhere/data',
      cache: '/elsewhere/cache',
    });
  });

  it('moves everything below INSIGHT_HOME on Windows, and not for an empty one', () => {
    const moved = pathsFor({ env: { INSIGHT_HOME: 'D:\\x' }, home, platform: 'win32' });
    expect(moved.config).toBe('D:\\x\\config');
    expect(pathsFor({ env: { INSIGHT_HOME: '' }, home, platform: 'linux' }).config).toBe('/home/ada/.config/insight');
  });
});
