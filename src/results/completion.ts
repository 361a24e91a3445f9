import type { Shell } from '../domain/completion/shells.js';
import type { Versioned } from '../tools/result.js';

export interface CompletionScript extends Versioned {
  readonly shell: Shell;
  readonly script: string;
}
