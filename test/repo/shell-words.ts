/** Words of a command line as a POSIX shell splits them, up to where its input or output is another one's. @throws Error for an open quote */
export function shellWords(line: string): readonly string[] {
  const words: string[] = [];
  const word = /\s*((?:[^\s'"|<>]|'[^']*'|"[^"]*")+|[|<>'"])/y;
  for (let match = word.exec(line); match !== null; match = word.exec(line)) {
    const [, raw = ''] = match;
    if (['|', '<', '>'].includes(raw)) break;
    if (raw === '"' || raw === "'") throw new Error(`a quote is left open: ${line}`);
    words.push(raw.replace(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? ''));
  }
  return words;
}
