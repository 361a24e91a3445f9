/** Lines on their way. */
export interface GatheredLines {
  write(line: string): void;
}

/**
 * A write for every line costs as much as an answer: those of one turn of the event loop are written together. None is lost
 * however the process ends, as long as it may still do anything.
 */
export function gatheredLines(to: { write(text: string): unknown }): GatheredLines {
  let waiting = '';
  const flush = () => {
    const text = waiting;
    waiting = '';
    if (text !== '') to.write(text);
  };
  // By a second signal, or by an error that nobody caught.
  process.once('exit', flush);
  return {
    write: (line) => {
      if (waiting === '') setImmediate(flush);
      waiting += line;
    },
  };
}
