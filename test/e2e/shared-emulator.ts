import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { freshFolder } from './run-insight.js';

/** An emulator and a folder for all tests of a file; what was asked and scripted is forgotten before each. */
export function sharedEmulator(): { readonly emulator: Emulator; readonly folder: string } {
  const { path, remove } = freshFolder();
  let started: Emulator | null = null;
  beforeAll(async () => {
    started = await startEmulator();
  });
  beforeEach(() => started?.reset());
  afterAll(async () => {
    await started?.close();
    remove();
  });
  return {
    folder: path,
    get emulator() {
      if (started === null) throw new Error('the emulator runs only during tests');
      return started;
    },
  };
}
