import { Failure } from '../../errors.js';
import { plain } from './plain-text.js';

export const WHAT_IS_READ =
  "Give a CSV or JSON with video titles and views or dates, yt-dlp JSON, API answers of videos.list, or YouTube Studio's 'Table data' CSV.";

/**
 * A file that cannot be used, as one line that says what it is and one that says what to give instead.
 * @param what goes on after "FILE is …"
 */
export function refusal(name: string, what: string, hint: string = WHAT_IS_READ, cause?: unknown): Failure {
  return new Failure('not-found', `${plain(name)} is ${what}`, hint, cause === undefined ? undefined : { cause });
}

/** What the system says about a path that cannot be read, in words; other errors are returned as they are. */
export function unreadable(name: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const path = plain(name);
  const failure = (message: string, hint: string) => new Failure('not-found', message, hint, { cause: error });
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return failure(`There is no file ${path}.`, 'Check the path after --from.');
    case 'ENAMETOOLONG':
    case 'ERR_INVALID_ARG_VALUE':
      return failure(`There can be no file ${path}.`, 'Check the path after --from.');
    case 'EISDIR':
      return failure(`${path} is a directory.`, 'Name a file in it; --from may be given several times.');
    case 'EACCES':
    case 'EPERM':
      return failure(
        `${path} may not be read: permission denied.`,
        'Change its permissions, or read it through stdin with --from -.',
      );
    case 'Z_DATA_ERROR':
    case 'Z_BUF_ERROR':
      return failure(`${path} is a damaged gzip file.`, 'Fetch or compress it again.');
    default:
      return error;
  }
}
