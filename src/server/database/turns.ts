/** One after the other, in the order in which they came. */
export class Turns {
  private last: Promise<void> = Promise.resolve();

  /** Waits until all before are done. @returns says that this one is done */
  async take(): Promise<() => void> {
    const before = this.last;
    let done = (): void => undefined;
    this.last = new Promise((resolve) => {
      done = resolve;
    });
    await before;
    return done;
  }
}
