import type { World } from '../../context.js';
import { ok, problem, warning, type Check } from '../../domain/doctor/check.js';
import { Failure } from '../../errors.js';
import { wantsColour } from '../../output/colour.js';
import { drawsBlocks } from '../../output/charts/signs.js';
import type { Driver } from '../../store/driver.js';
import { programVersion } from '../../program-version.js';

/** Below this a table drops most of its columns. */
const NARROW = 60;

/** The versions of what runs here. @param driver the failure with which SQLite could not be loaded, or what opens it */
export function programChecks(driver: Driver | Failure, { platform }: Pick<World, 'platform'>): readonly Check[] {
  const own = `insight ${programVersion()}, Node ${process.versions.node} on ${platform} ${process.arch}`;
  if (driver instanceof Failure) return [ok('program', own), problem('sqlite', driver.message, driver.hint)];
  const memory = driver(':memory:');
  const version = memory.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? 'unknown';
  memory.close();
  return [ok('program', `${own}, SQLite ${version}`)];
}

/** What the terminal can show. */
export function terminalCheck({ stdout, env }: Pick<World, 'stdout' | 'env'>): Check {
  const signs = drawsBlocks(env);
  const width = stdout.isTTY ? `${stdout.columns} columns` : 'no terminal on stdout: tables are whole and plain';
  const colour = wantsColour(stdout, env) ? 'colour' : 'no colour';
  const words = `${width}, ${colour}, ${signs ? 'Unicode' : 'ASCII'}`;
  if (!signs && env.TERM !== 'dumb' && env.TERM !== 'linux') {
    return warning(
      'terminal',
      `${words}: pictures are drawn with - and |`,
      'set LANG to a locale with UTF-8, such as C.UTF-8',
    );
  }
  if (stdout.isTTY && stdout.columns < NARROW) {
    return warning(
      'terminal',
      `${words}: most columns of a table do not fit`,
      'make it wider, or ask for fields: --fields title,views',
    );
  }
  return ok('terminal', words);
}
