const LOCAL = /^\/(?:[\w-][\w\-./]*)?(?:\?[\w\-.=&%]*)?$/;

/** Where to go on after signing in: an address of this site, or the beginning. Never that of another site. */
export function localPath(wanted: string): string {
  return LOCAL.test(wanted) ? wanted : '/';
}
