import { ANSWERS } from './api-answers.js';
import { checkParameters, values } from './check-parameters.js';
import { applyFields, parseFields } from './fields-mask.js';
import { invalidKey, missingKey } from './google-error.js';
import type { Library } from './library.js';
import { OPERATIONS, type Operation, type OperationPath } from './parameter-tables.js';
import type { QuotaCounter } from './quotas.js';

export interface ApiWorld {
  readonly library: Library;
  readonly quotas: QuotaCounter;
  /** The keys that are good; null takes every key. */
  readonly keys: readonly string[] | null;
}

export function isOperation(path: string): path is OperationPath {
  return Object.hasOwn(OPERATIONS, path);
}

/**
 * Answers one call of the Data API. As at Google, the key comes first, then the quota (a refused call costs too), then
 * the parameters.
 * @throws GoogleError
 */
export function answerApi(
  world: ApiWorld,
  path: OperationPath,
  query: URLSearchParams,
  keyHeader: string | undefined,
): unknown {
  const operation: Operation = OPERATIONS[path];
  const key = keyHeader ?? query.get('key');
  if (key === null || key === '') throw missingKey();
  if (world.keys !== null && !world.keys.includes(key)) throw invalidKey();
  world.quotas.spend(key, operation.bucket);
  checkParameters(operation, query);
  const fields = query.get('fields');
  const mask = fields === null ? new Map() : parseFields(fields);
  return applyFields(ANSWERS[path](world.library, query, values(query, 'part')), mask);
}
