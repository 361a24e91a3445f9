/** A letter of plain text. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Takes letters to the post. */
export interface Mailer {
  /**
   * Takes a letter and returns at once: whoever asked must not be able to tell from the time it took whether there was
   * one. What becomes of it stands in the log.
   */
  post(letter: Letter): void;
}
