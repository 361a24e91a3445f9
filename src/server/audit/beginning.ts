/** What stands before the first entry of the audit book, in place of a hash. */
export const BEGINNING = '0'.repeat(64);
