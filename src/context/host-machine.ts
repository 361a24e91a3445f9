/** What hosting needs of the machine: a part of the program's `World`, which a `Host` is reached from. */
export interface HostMachine {
  readonly stderr: NodeJS.WriteStream;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Leaves an interrupted run so many milliseconds to let go by itself. */
  readonly letGoWithin: (ms: number) => void;
}
