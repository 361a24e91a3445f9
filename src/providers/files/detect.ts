/** What a file that is no text is, and what to do instead. */
export interface Foreign {
  readonly what: string;
  readonly hint?: string;
}

interface Magic extends Foreign {
  readonly starts: string;
  readonly at?: number;
}

const PICTURE = 'Give the table of videos, not a picture of it.';
const UNPACK = 'Unpack it and give the file in it.';

/** The first bytes of files that people mix up with a table, as Latin-1 text. */
const MAGIC: readonly Magic[] = [
  { starts: '\x89PNG', what: 'a picture (PNG)', hint: PICTURE },
  { starts: '\xff\xd8\xff', what: 'a picture (JPEG)', hint: PICTURE },
  { starts: 'GIF8', what: 'a picture (GIF)', hint: PICTURE },
  { starts: 'WEBP', at: 8, what: 'a picture (WebP)', hint: PICTURE },
  { starts: '%PDF', what: 'a PDF document' },
  { starts: 'PK\x05\x06', what: 'an empty zip archive' },
  { starts: 'SQLite format 3', what: 'an SQLite database', hint: 'Export a table of it as CSV.' },
  { starts: 'ftyp', at: 4, what: 'a video, not a table of videos' },
  { starts: '\x1aE\xdf\xa3', what: 'a video, not a table of videos' },
  { starts: '\x28\xb5\x2f\xfd', what: 'a zstd archive', hint: UNPACK },
  { starts: 'BZh', what: 'a bzip2 archive', hint: UNPACK },
  { starts: '\xfd7zXZ', what: 'an xz archive', hint: UNPACK },
  { starts: '7z\xbc\xaf', what: 'a 7z archive', hint: UNPACK },
  { starts: 'Rar!', what: 'a rar archive', hint: UNPACK },
  { starts: 'PAR1', what: 'a Parquet table', hint: 'Export it as CSV.' },
  { starts: '\xd0\xcf\x11\xe0', what: 'an old Excel or Word document', hint: 'Save it as CSV.' },
  { starts: '\x1f\x8b', what: 'gzip within gzip', hint: UNPACK },
];

/** What the first bytes (after gzip) say when they are no text; null for text. */
export function foreign(head: Buffer, encoding: string): Foreign | null {
  if (head.length === 0) return { what: 'empty' };
  const start = head.subarray(0, 4096).toString('latin1');
  if (start.startsWith('PK\x03\x04')) return zip(head.toString('latin1'));
  const magic = MAGIC.find(({ starts, at = 0 }) => start.startsWith(starts, at));
  if (magic !== undefined) return magic;
  // A tenth of random bytes are such characters; of text hardly any, whatever its encoding.
  const controls = encoding === 'utf8' ? (start.match(/[\0-\x08\x0e-\x1a\x1c-\x1f]/g) ?? []).length : 0;
  if (controls > start.length / 20) return { what: 'no text: it holds binary data' };
  return null;
}

function zip(names: string): Foreign {
  if (/\[Content_Types\]\.xml|xl\/|_rels\//.test(names))
    return { what: 'an Excel workbook or an office document', hint: 'Save the sheet as CSV.' };
  if (names.includes('mimetypeapplication/vnd.oasis'))
    return { what: 'an OpenDocument file', hint: 'Save the sheet as CSV.' };
  if (names.includes('Takeout/')) {
    return {
      what: 'a zip archive of Google Takeout',
      hint: "Unpack it and give the 'videos.csv' of its 'video metadata' folder.",
    };
  }
  return { what: 'a zip archive', hint: UNPACK };
}

/** What a text is by how it begins. Its first line that is not blank decides, as any of these may follow blank lines. */
export function textKind(head: string): 'blank' | 'json' | 'html' | 'xml' | 'table' {
  const start = head.trimStart();
  if (start === '') return 'blank';
  if (/^<!doctype html|^<html|^<(?:head|body|div|script)\b/i.test(start)) return 'html';
  if (start.startsWith('<')) return /<html[\s>]/i.test(start.slice(0, 2000)) ? 'html' : 'xml';
  // A CSV may begin with a bracket in a title; JSON goes on with a value or ends.
  return /^(?:\{\s*(?:"|\}|$)|\[\s*(?:["{[\]\d-]|true|false|null|$))/.test(start) ? 'json' : 'table';
}
