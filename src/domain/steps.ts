/** Long work that pauses now and then, so that whoever drives it can look up: whether somebody pressed Ctrl-C. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Elements that are worked on between two pauses: some hundredths of a second. */
export const STEP = 32_768;

/** Does work in one go, pauses left out. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
