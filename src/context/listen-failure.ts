import { Failure } from '../errors.js';

/** Why nothing can listen at an address, for whoever chose it. @param error what the system says */
export function listenFailure(error: unknown, { host, port }: { readonly host: string; readonly port: number }) {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const refused = (message: string, hint: string) => new Failure('usage', message, hint, { cause: error });
  switch (code) {
    case 'EADDRINUSE':
      return refused(`port ${port} is taken by another program`, 'choose another with --port, or stop the other one');
    case 'EACCES':
      return refused(`port ${port} is kept for the system`, 'choose one above 1023 with --port');
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return refused(
        `${host} is no address of this machine`,
        '127.0.0.1 is this machine alone, 0.0.0.0 every network it is in',
      );
    default:
      return error;
  }
}
