import type { Failure } from '../../../errors.js';
import { plain } from '../plain-text.js';
import { refusal, WHAT_IS_READ } from '../refusal.js';
import { missingColumns } from '../row-reader.js';
import { hasColumn, type Layout } from './table-layout.js';

const TABLE_DATA = "In YouTube Studio's advanced mode export again and give the file 'Table data.csv'.";
const CHANNEL_ID = /^UC[\w-]{22}$/;

/** Why a table is no table of videos; null when it is one. */
export function tableRefusal(name: string, layout: Layout): Failure | null {
  const { columns } = layout;
  const has = (column: string): boolean => hasColumn(layout, column);
  if (layout.header === null) return null;
  if (has('date') && has('content') && columns.published !== -1) {
    return refusal(name, 'a YouTube Studio chart export: one row per day and video, no totals.', TABLE_DATA);
  }
  if (has('date') && columns.views !== -1 && columns.id === -1 && columns.title === -1 && columns.channelId === -1) {
    return refusal(name, 'a YouTube Studio totals export: views per day, no videos.', TABLE_DATA);
  }
  const missing = missingColumns(columns);
  const comments = ['comment', 'commenttext', 'text', 'textdisplay', 'textoriginal', 'author', 'authordisplayname'];
  if (missing !== null && columns.id !== -1 && comments.some(has)) {
    return refusal(name, 'a list of comments, no table of videos: it has no titles and no views of videos.');
  }
  if (isChannelList(layout)) return channelList(name, layout);
  if (missing === null) return null;
  const columnNames = layout.header.map((cell) => plain(cell, 30)).filter((cell) => cell !== '');
  const listed = columnNames.slice(0, 5).join(', ') + (columnNames.length > 5 ? ', …' : '');
  if (columnNames.length < 2) return refusal(name, 'no table of videos: it is text in one column.');
  if (missing === 'figures') {
    return refusal(
      name,
      `no table of videos that can be used: it has titles, but no ids, views or dates (columns: ${listed}).`,
    );
  }
  return refusal(name, `no table of videos: no column holds titles, or ids with views (columns: ${listed}).`);
}

/** A table without a header whose cells do not tell which column is which. */
export function unnamedRefusal(name: string): Failure {
  return refusal(
    name,
    'a table whose columns have no names that are known here, and their cells do not tell which is which.',
    'Add a first row that names the columns, such as: id,title,published,views,likes,comments.',
  );
}

function isChannelList({ columns, sample }: Layout): boolean {
  const ids = sample.map((row) => (row[columns.id] ?? '').trim()).filter((id) => id !== '');
  if (ids.length > 0 && ids.every((id) => CHANNEL_ID.test(id))) return true;
  const byChannel = columns.channelId !== -1 || columns.channelTitle !== -1 || columns.channelUrl !== -1;
  return byChannel && columns.id === -1 && columns.title === -1;
}

function channelList(name: string, layout: Layout): Failure {
  const { columns } = layout;
  if (columns.published !== -1 || columns.collected !== -1) {
    const ids = layout.sample.map((row) => row[columns.channelId]);
    const figures = columns.views !== -1;
    if (figures && ids.length > 0) {
      return refusal(
        name,
        'a table of channels by day (subscribers and views of whole channels): it holds no videos.',
        WHAT_IS_READ,
      );
    }
  }
  const subscriptions = columns.channelUrl !== -1 && (layout.header?.length ?? 0) <= 3;
  return subscriptions
    ? refusal(name, 'a list of subscriptions (Google Takeout): channels, no videos.')
    : refusal(name, 'a list of channels: it holds no videos.');
}
