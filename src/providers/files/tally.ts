import { counted } from './plain-text.js';

/** What was met in one file that a person should know, counted while it is read. */
export class Tally {
  rows = 0;
  damagedIds = 0;
  /** Ids that are a channel's: many of them and no video's id mean a list of channels. */
  channelIds = 0;
  videoIds = 0;
  unreadableCounts = 0;
  roundedCounts = 0;
  unreadableDates = 0;
  futureDates = 0;
  unnamedRows = 0;
  cutRecords = 0;
  strayQuotes = 0;
  brokenLines = 0;
  otherItems = 0;
  pastedHeaders = 0;
  damagedCharacters = 0;
  /** Whole sentences about the file. */
  readonly sentences = new Set<string>();

  /** One plain sentence for everything that was met; empty when the file was clean. */
  notes(): string[] {
    const when = (count: number, say: (text: string) => string, one: string, many?: string): string[] =>
      count === 0 ? [] : [say(counted(count, one, many))];
    return [
      ...this.sentences,
      ...when(
        this.pastedHeaders,
        (n) => `${n} in the middle: tables pasted together were read one by one.`,
        'more header row',
      ),
      ...when(this.cutRecords, (n) => `${n} cut off at the end of the file: dropped.`, 'record'),
      ...when(this.brokenLines, (n) => `${n} no valid JSON and left out.`, 'line is', 'lines are'),
      ...when(
        this.strayQuotes,
        (n) => `${n} not closed as CSV wants it; rows near them may be damaged.`,
        'quoted cell is',
        'quoted cells are',
      ),
      ...when(this.unnamedRows, (n) => `${n} without id and title left out.`, 'row'),
      ...when(this.otherItems, (n) => `${n} no videos and left out.`, 'item is', 'items are'),
      ...when(this.damagedIds, (n) => `${n} no video id (spreadsheets damage them): unknown.`, 'id is', 'ids are'),
      ...when(this.unreadableCounts, (n) => `${n} no whole number: unknown.`, 'count is', 'counts are'),
      ...when(this.roundedCounts, (n) => `${n} rounded in the file, such as 1.2M.`, 'count is', 'counts are'),
      ...when(this.unreadableDates, (n) => `${n} not be read: unknown.`, 'date could', 'dates could'),
      ...when(this.futureDates, (n) => `${n} dated in the future.`, 'video is', 'videos are'),
      ...when(
        this.damagedCharacters,
        (n) => `${n} lost: the file is damaged there, or not in UTF-8; save it as UTF-8.`,
        'character is',
        'characters are',
      ),
    ];
  }
}
