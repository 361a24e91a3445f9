import { Failure } from '../errors.js';

/** What is known when the source of videos is chosen: once, before anything is read. */
export interface SourceFacts {
  readonly wanted: 'auto' | 'api' | 'feed' | 'file';
  readonly files: number;
  readonly hasKey: boolean;
}

export interface SourceDecision {
  readonly kind: 'api' | 'feed' | 'file';
  /** What the choice means, and what another source would add; null when the user chose it. */
  readonly note: string | null;
}

/**
 * Decides where videos come from: a file if one is named, else the API if there is a key, else the public feed.
 * @throws Failure `usage` for wishes that contradict each other, `key` when the API is wanted without a key
 */
export function chooseSource({ wanted, files, hasKey }: SourceFacts): SourceDecision {
  if (wanted === 'file' && files === 0) {
    throw new Failure('usage', '--source file needs a file', 'name it with --from PATH, or --from - for stdin');
  }
  if (files > 0 && (wanted === 'api' || wanted === 'feed')) {
    throw new Failure('usage', `--from and --source ${wanted} contradict each other`, 'leave one of them out');
  }
  if (files > 0) return { kind: 'file', note: null };
  if (wanted === 'api' && !hasKey) {
    throw new Failure(
      'key',
      'the API needs a key, and there is none',
      'set YOUTUBE_API_KEY (in the environment or in .env), or use --source feed',
    );
  }
  if (wanted === 'api' || wanted === 'feed') return { kind: wanted, note: null };
  if (hasKey) return { kind: 'api', note: null };
  return {
    kind: 'feed',
    note:
      'source: the public feed, because there is no YOUTUBE_API_KEY: the newest 15 videos, without comments, ' +
      'durations and engagement. A key adds them, and all older videos; --from reads a file.',
  };
}
