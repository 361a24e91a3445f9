import { Failure } from '../errors.js';

/**
 * Shows a file of this machine in the program that the system has for it.
 * @throws Failure `unexpected` where there is none
 */
export async function openFile(path: string): Promise<void> {
  const { default: open } = await import('open');
  try {
    await open(path);
  } catch (cause) {
    throw new Failure('unexpected', `nothing here opens ${path}`, 'open it by hand', { cause });
  }
}
