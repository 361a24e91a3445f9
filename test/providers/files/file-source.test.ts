import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../../src/errors.js';
import { fileSource } from '../../../src/providers/files/file-source.js';
import { made } from '../channel-of.js';
import { ALL, NOW, readOne, readText } from './read-text.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const TWO = [
  'channel_id,channel_title,channel_handle,video_id,title,published,views',
  'UCaaaaaaaaaaaaaaaaaaaaaa,Ann Smith,@ann,aaaaaaaaaa1,A1,2024-01-01,1',
  'UCaaaaaaaaaaaaaaaaaaaaaa,Ann Smith,@ann,aaaaaaaaaa2,A2,2024-03-01,2',
  'UCaaaaaaaaaaaaaaaaaaaaaa,Ann Smith,@ann,aaaaaaaaaa3,A3,,3',
  'UCbbbbbbbbbbbbbbbbbbbbbb,Bob,@bob,bbbbbbbbbb1,B1,2024-02-01,4',
  '',
].join('\n');

describe('channels of a file', () => {
  it.each([
    ['id', 'UCbbbbbbbbbbbbbbbbbbbbbb'],
    ['handle', '@BOB'],
    ['username', 'bob'],
    ['video', 'bbbbbbbbbb1'],
  ] as const)('are chosen by %s', async (kind, value) => {
    const read = await readText(TWO, { subject: { kind, value, given: value } });
    expect(read.map(({ channel }) => channel.title)).toEqual(['Bob']);
  });

  it('are chosen by a title with blanks, as it was given', async () => {
    const read = await readText(TWO, { subject: { kind: 'custom', value: 'ann smith', given: 'ann smith' } });
    expect(read[0]?.channel).toEqual({
      id: 'UCaaaaaaaaaaaaaaaaaaaaaa',
      title: 'Ann Smith',
      handle: '@ann',
      subscribers: null,
    });
  });

  it('are named when the one that was asked for is not there', async () => {
    const failure = await readText(TWO, { subject: { kind: 'handle', value: '@carl', given: '@carl' } }).catch(
      (e: unknown) => e,
    );
    expect(failure).toMatchObject({
      kind: 'not-found',
      message: 'The file holds no channel @carl.',
      hint: 'It has: Ann Smith, Bob.',
    });
  });

  it('may be unnamed: then the only one is taken, and a note says so', async () => {
    const [only] = await readText('title,views\nOne,1\n', {
      subject: { kind: 'handle', value: '@carl', given: '@carl' },
    });
    expect(only?.channel.title).toBeNull();
    expect(only?.notes).toEqual(['The file does not name its channel: all its videos were taken for @carl.']);
  });

  it('of several files that name none are one, and a note says so', async () => {
    const paths = ['mine.csv', 'theirs.csv'].map((name) => join(folder, name));
    for (const path of paths) writeFileSync(path, `title,views\n${path},1\n`);
    const read = await fileSource({ paths, openStdin: () => Readable.from([]), now: () => NOW }).read(ALL);
    expect(read.map(({ videos, notes }) => [videos.length, notes])).toEqual([
      [2, ['mine.csv and theirs.csv do not name their channel: their videos were taken for those of one.']],
    ]);
  });

  it('come newest first, undated last, as many as asked for, within the time asked for', async () => {
    const titles = async (request: object) => (await readText(TWO, request))[0]?.videos.map(({ title }) => title);
    expect(await titles({})).toEqual(['A2', 'A1', 'A3']);
    expect(await titles({ limit: 1 })).toEqual(['A2']);
    expect(await titles({ since: Date.UTC(2024, 1, 1) })).toEqual(['A2']);
    expect(await titles({ until: Date.UTC(2024, 2, 1) })).toEqual(['A1']);
  });
});

describe('files', () => {
  const at = (name: string) => join(folder, name);
  const source = (...paths: string[]) =>
    fileSource({ paths, openStdin: () => Readable.from(['title,views\nStdin,1\n']), now: () => NOW });

  it('form one set, gzipped or not, with stdin among them, and are read once', async () => {
    writeFileSync(at('one.csv'), TWO);
    writeFileSync(at('two.data'), gzipSync(TWO.replace('A1,2024-01-01,1', 'A1,2024-01-01,100')));
    const files = source(at('one.csv'), at('two.data'), at('one.csv'), '-');
    const [ann, bob, unnamed] = (await files.read(ALL)).map(made);
    expect(ann?.videos.map(({ views }) => views)).toEqual([2, 100, 3]);
    expect(bob?.videos).toHaveLength(1);
    expect(unnamed?.videos).toMatchObject([{ title: 'Stdin' }]);
    rmSync(at('one.csv'));
    expect(await files.read(ALL)).toHaveLength(3);
  });

  it('name the file in a note when there are several', async () => {
    writeFileSync(at('bad.csv'), 'title,views\nOne,x\n');
    const [channel] = await source(at('bad.csv'), '-').read(ALL);
    expect(channel?.notes).toEqual([
      'bad.csv: 1 count is no whole number: unknown.',
      'bad.csv and standard input do not name their channel: their videos were taken for those of one.',
    ]);
  });

  it('that are cut off within gzip give what there is', async () => {
    const rows = Array.from({ length: 5000 }, (_, n) => `Title ${n * 7919},${n}`).join('\n');
    const zipped = gzipSync(`title,views\n${rows}\n`);
    const { videos } = await readOne(zipped.subarray(0, zipped.length - 2000));
    expect(videos.length).toBeGreaterThan(1000);
    expect(videos.length).toBeLessThan(5000);
  });

  it('that cannot be used are refused with one line and one hint', async () => {
    mkdirSync(at('folder'), { recursive: true });
    const broken = gzipSync(TWO);
    broken.fill(0xff, 12, 60);
    const bad: readonly (readonly [string | Buffer, RegExp])[] = [
      ['', /is empty/],
      [' \n\n', /holds nothing but blanks/],
      [Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /a picture \(PNG\)/],
      [Buffer.from('ffd8ffe000104a464946', 'hex'), /a picture \(JPEG\)/],
      ['%PDF-1.7\n', /a PDF document/],
      ['PK\x03\x04..........xl/workbook.xml', /an Excel workbook/],
      ['PK\x03\x04..........Takeout/x.csv', /a zip archive of Google Takeout/],
      ['PK\x03\x04..........x.csv', /a zip archive/],
      ['<!DOCTYPE html><html></html>', /an HTML page/],
      ['<svg></svg>', /no feed that can be read/],
      ['Just a letter to a friend.\nWith two lines.\n', /no table of videos/],
      ['name,age\nAnn,5\n', /columns have no names that are known|no table of videos/],
      ['title,year\nOne,2001\n', /has titles, but no ids, views or dates/],
      ['video_id,author,text,likes\nabcdefghij1,Ann,Nice,3\n', /a list of comments/],
      ['title,views\n', /without a single video/],
      [Buffer.alloc(500), /no text: it holds binary data/],
      [broken, /a damaged gzip file/],
    ];
    for (const [content, message] of bad) {
      writeFileSync(at('bad'), content);
      const failure = await source(at('bad'))
        .read(ALL)
        .catch((error: unknown) => error);
      if (!(failure instanceof Failure)) throw new Error(`${String(message)}: ${String(failure)}`);
      expect(failure.message).toMatch(message);
      expect(failure.exitCode).toBe(3);
      expect(failure.hint).not.toBe('');
      expect(failure.message + failure.hint).not.toContain('\n');
    }
    await expect(source(at('missing.csv')).read(ALL)).rejects.toThrow(/^There is no file /);
    await expect(source(at('folder')).read(ALL)).rejects.toThrow(/is a directory\.$/);
    await expect(source('a\0b').read(ALL)).rejects.toThrow(Failure);
  });

  it('with escape characters in their name are named without them', async () => {
    const failure = await source('\u001b[31m\u202eevil\n.csv')
      .read(ALL)
      .catch((error: unknown) => error);
    expect((failure as Failure).message).toBe('There is no file evil .csv.');
  });

  it('stop when interrupted, and tell progress', async () => {
    writeFileSync(at('one.csv'), TWO);
    const told: string[] = [];
    await source(at('one.csv')).read({ ...ALL, onProgress: (text) => told.push(text) });
    expect(told).toEqual(['reading one.csv: 0 MB']);
    const stopped = source(at('one.csv')).read({ ...ALL, signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ kind: 'interrupted' });
  });
});
