import { accessSync, constants, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { bytesInWords } from '../../domain/bytes-in-words.js';
import { ok, problem, warning, type Check } from '../../domain/doctor/check.js';
import { ANSWER_MIGRATIONS } from '../../store/answers.js';
import { cacheFile } from '../../store/cache.js';
import type { Connection, Driver } from '../../store/driver.js';
import { foundFile } from '../../store/found-file.js';
import { INSIGHT_MIGRATIONS } from '../../store/insight-db.js';
import { lookInto } from '../../store/look-into.js';
import { appliedNames, type Migration } from '../../store/migrations.js';
import { isBusy, isDamage } from '../../store/sqlite-error.js';
import type { DoctorParts } from './surroundings.js';

interface Examined {
  readonly name: 'database' | 'cache';
  readonly file: string;
  readonly migrations: readonly Migration[];
}

const RESCUE =
  'copy it first if you want to rescue what is in it: the next command keeps it aside and begins a new one';
const FORGET = 'nothing is lost but time: the next command begins a new one';

/** Whether the databases are sound, looked through from end to end without changing them. */
export function databaseChecks(driver: Driver, { paths }: DoctorParts): readonly Check[] {
  if (paths === null) return [];
  const insight = { name: 'database', file: join(paths.data, 'insight.db'), migrations: INSIGHT_MIGRATIONS } as const;
  const cache = { name: 'cache', file: cacheFile(paths.cache), migrations: ANSWER_MIGRATIONS } as const;
  return [check(driver, insight), ...leftAside(insight.file), check(driver, cache)];
}

function check(driver: Driver, { name, file, migrations }: Examined): Check {
  const found = foundFile(file);
  if (found === null) return ok(name, `${file} is begun when it is needed`);
  const bad = name === 'cache' ? warning : problem;
  const hint = name === 'cache' ? FORGET : RESCUE;
  if (!found.isFile()) return bad(name, `${file} is no file`, 'move it away');
  if (found.size === 0) return warning(name, `${file} is empty`, 'it is filled when it is needed');
  try {
    const { verdict, applied } = lookInto(driver, file, looked);
    if (verdict !== 'ok') return bad(name, `${file} is damaged: ${verdict}`, hint);
    if (applied.some((step, at) => migrations[at]?.name !== step)) {
      return bad(name, `${file} was written by a newer version of insight`, 'update insight, or move it away');
    }
    accessSync(file, constants.W_OK);
    return ok(name, `${file} is sound, ${bytesInWords(found.size)}${stepWords(migrations.length - applied.length)}`);
  } catch (error) {
    if (isDamage(error)) return bad(name, `${file} is damaged`, hint);
    if (isBusy(error)) return warning(name, `${file} is in use by another process`, 'try again when that has ended');
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return bad(name, `${file} cannot be read and written (${code})`, 'check its permissions, and those of its folder');
  }
}

function looked(connection: Connection): { readonly verdict: string; readonly applied: readonly string[] } {
  // In one line.
  const verdict = String(connection.pragma('integrity_check(1)', { simple: true })).replace(/\s+/g, ' ');
  return { verdict, applied: verdict === 'ok' ? appliedNames(connection) : [] };
}

function stepWords(missing: number): string {
  return missing > 0 ? ', and brought up to date when it is next used' : '';
}

/** Damaged databases that were moved out of the way, and that nobody has looked at. */
function leftAside(file: string): readonly Check[] {
  const folder = dirname(file);
  if (foundFile(folder)?.isDirectory() !== true) return [];
  const aside = readdirSync(folder).filter((name) => name.startsWith(`${basename(file)}.corrupt-`));
  const [first] = aside.filter((name) => !/-(wal|shm)$/.test(name));
  if (first === undefined) return [];
  const message = `${join(folder, first)} is a damaged database that was kept aside`;
  return [warning('kept aside', message, 'rescue what is in it with the tools of SQLite, or remove it')];
}
