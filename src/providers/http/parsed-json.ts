import { isRecord, type JsonRecord } from './json-record.js';

/** The JSON object that a body is; an empty one when it is anything else. */
export function parsedObject(body: string): JsonRecord {
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
