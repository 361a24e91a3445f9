import { isRecord, type JsonRecord } from './json-record.js';

/** What a body says, its shape not yet checked; null when it is no JSON. */
export function parsedJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** The JSON object that a body is; an empty one when it is anything else. */
export function parsedObject(body: string): JsonRecord {
  const value = parsedJson(body);
  return isRecord(value) ? value : {};
}
