/**
 * A path as a person types it where no shell reads it, or a terminal writes it when a file is dragged there: quotes around
 * it go, and a leading ~ is the home folder.
 */
export function typedPath(typed: string, home: string): string {
  const bare = /^(['"])(.+)\1$/.exec(typed)?.[2] ?? typed;
  return /^~(?=$|[/\\])/.test(bare) ? `${home}${bare.slice(1)}` : bare;
}
