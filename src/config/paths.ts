import { join, posix, win32 } from 'node:path';
import { Failure } from '../errors.js';
import { variable, type Environment } from './environment.js';

/** The folders of this program's own files. They need not exist. */
export interface Paths {
  readonly config: string;
  readonly data: string;
  /** May be deleted at any time. */
  readonly cache: string;
}

const NAME = 'insight';

/** The file of the user's own settings in the config folder; `conf` gives it the same name. */
export function userFile(config: string): string {
  return join(config, 'config.json');
}

/** A relative home would put keys and settings into whatever folder somebody stands in. */
function known(home: string, path: typeof posix): string {
  if (path.isAbsolute(home)) return home;
  throw new Failure('usage', 'no home folder is known: HOME names none', 'set INSIGHT_HOME to a folder of yours');
}

function linux(env: Environment, home: string): Paths {
  const base = (name: string, ...usual: string[]): string => {
    const given = variable(env, name);
    // The XDG Base Directory Specification has relative paths ignored.
    return posix.join(
      given !== null && posix.isAbsolute(given) ? given : posix.join(known(home, posix), ...usual),
      NAME,
    );
  };
  return {
    config: base('XDG_CONFIG_HOME', '.config'),
    data: base('XDG_DATA_HOME', '.local', 'share'),
    cache: base('XDG_CACHE_HOME', '.cache'),
  };
}

function mac(home: string): Paths {
  const library = posix.join(known(home, posix), 'Library');
  return {
    config: posix.join(library, 'Preferences', NAME),
    data: posix.join(library, 'Application Support', NAME),
    cache: posix.join(library, 'Caches', NAME),
  };
}

function windows(env: Environment, home: string): Paths {
  const base = (name: string, usual: string): string => {
    const given = variable(env, name);
    return win32.join(
      given !== null && win32.isAbsolute(given) ? given : win32.join(known(home, win32), 'AppData', usual),
      NAME,
    );
  };
  const [roaming, local] = [base('APPDATA', 'Roaming'), base('LOCALAPPDATA', 'Local')];
  return {
    config: win32.join(roaming, 'Config'),
    data: win32.join(local, 'Data'),
    cache: win32.join(local, 'Cache'),
  };
}

/**
 * Where this program keeps its files: below INSIGHT_HOME when that is set, otherwise where the system wants them.
 * @param home the user's home folder
 * @throws Failure `usage` where it is needed and no absolute path
 */
export function pathsFor({
  env,
  home,
  platform,
}: {
  readonly env: Environment;
  readonly home: string;
  readonly platform: NodeJS.Platform;
}): Paths {
  const path = platform === 'win32' ? win32 : posix;
  const moved = variable(env, 'INSIGHT_HOME');
  if (moved !== null && moved !== '') {
    return { config: path.join(moved, 'config'), data: path.join(moved, 'data'), cache: path.join(moved, 'cache') };
  }
  if (platform === 'win32') return windows(env, home);
  return platform === 'darwin' ? mac(home) : linux(env, home);
}
