import { join } from 'node:path';
import { pathsFor, userFile, type Paths } from '../../config/paths.js';
import type { Resolution, resolveSettings } from '../../config/resolve.js';
import type { World } from '../../context.js';
import { problem, type Check } from '../../domain/doctor/check.js';
import { Failure } from '../../errors.js';
import { readText } from '../read-text.js';

/** What all examinations start from, as far as it can be had. */
export interface DoctorParts {
  readonly world: World;
  /** Null where no home is known. */
  readonly paths: Paths | null;
  /** The files that settings are read from, by what they are called. */
  readonly settingFiles: Readonly<Record<'.env' | 'project file' | 'user file', string | null>>;
  /** The text of `.env`; null when there is none to be read. */
  readonly dotEnv: string | null;
  readonly settings: Resolution;
  readonly offline: boolean;
  readonly signal: AbortSignal;
}

/** A place where no file can be: what should stand in a folder that is not known is not there. */
const NOWHERE = '/dev/null';

/** How to look. Who resolves is handed in: a second importer would cost every command a file more to load. */
export interface DoctorWishes extends Pick<DoctorParts, 'offline' | 'signal'> {
  readonly resolve: typeof resolveSettings;
}

/** Finds where everything is; what cannot be found is a problem, and the rest is looked at without it. */
export function surroundings(
  world: World,
  { resolve, offline, signal }: DoctorWishes,
): { readonly parts: DoctorParts; readonly checks: readonly Check[] } {
  const checks: Check[] = [];
  const found = <T>(name: string, find: () => T): T | null => {
    try {
      return find();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      checks.push(problem(name, error.message, error.hint));
      return null;
    }
  };
  const paths = found('home', () => pathsFor(world));
  const cwd = found('folder', () => world.cwd);
  const config = paths?.config ?? NOWHERE;
  const dotEnv = cwd === null ? null : join(cwd, '.env');
  const notes: string[] = [];
  const read = (path: string) => readText(path, (note) => notes.push(note));
  const settings = resolve({ env: world.env, cwd: cwd ?? NOWHERE, paths: { config }, readText: read });
  return {
    checks,
    parts: {
      world,
      paths,
      settingFiles: {
        '.env': dotEnv,
        'project file': cwd === null ? null : join(cwd, 'insight.config.json'),
        'user file': paths === null ? null : userFile(config),
      },
      dotEnv: dotEnv === null ? null : readText(dotEnv, () => undefined),
      settings: { ...settings, notes: [...notes, ...settings.notes] },
      offline,
      signal,
    },
  };
}
