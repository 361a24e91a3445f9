import { homedir, userInfo } from 'node:os';

/** The home of the user, whatever HOME says; empty for one whom the system does not know, as in some containers. */
export function homeFolder(): string {
  try {
    return homedir() || userInfo().homedir;
  } catch {
    return '';
  }
}
