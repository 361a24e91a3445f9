import type { Cost } from '../../domain/source.js';
import type { Failure } from '../../errors.js';
import type { ToolInput, ToolName } from './tool-inputs.js';

/** One run of a tool, as an account asked for it. */
export interface ToolWish {
  /** What the run is known by; what is made refers to its files by it. */
  readonly id: string;
  readonly tool: ToolName;
  readonly input: ToolInput;
  /** US dollars that this run may cost at most. */
  readonly usdMost: number;
  /** Whether makers of pictures that take money may be asked. */
  readonly paidPictures: boolean;
  readonly signal: AbortSignal;
  /** Told what the run is doing. */
  readonly onProgress: (words: string) => void;
}

/** A file that a run made. */
export interface MadeFile {
  readonly name: string;
  readonly type: 'image/png' | 'image/jpeg';
  readonly bytes: Uint8Array;
}

/** What a run came to. */
export interface ToolAnswer {
  /** The JSON that the command line prints with `--json`. */
  readonly result: string;
  /** What is said beside it. */
  readonly notes: readonly string[];
  readonly cost: Cost;
  readonly files: readonly MadeFile[];
  /** What was missing of what was asked for; left out when nothing was. */
  readonly shortfall?: Pick<Failure, 'kind' | 'message' | 'hint'>;
}

/** The tools of the host, with its keys, its cache and its books. */
export interface ToolBench {
  /** @throws Failure of whatever kind; what else is thrown is a defect */
  run(wish: ToolWish): Promise<ToolAnswer>;
}
