import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/errors.js';
import { NOW, readOne, readText } from './read-text.js';

const ID = 'abcdefghij';
const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

describe('tables', () => {
  it('reads every column that is known, whatever it is called and wherever it stands', async () => {
    const { channel, videos } = await readOne(
      '\ufeff,Channel Name,video_id,Video Title,video_pub_date,view_count,video_like_count,commentCount,video_duration,tags,Channel ID\r\n' +
        `0,Ann, ${ID}1 ,"One, two",2024-01-03,"1,234",10.0,,PT1M1S,"['a', 'b']",UCBJycsmduvYEL83R_U4JriQ\r\n`,
    );
    expect(channel).toEqual({ id: 'UCBJycsmduvYEL83R_U4JriQ', title: 'Ann', handle: null, subscribers: null });
    expect(videos).toEqual([
      {
        id: `${ID}1`,
        title: 'One, two',
        description: null,
        tags: ['a', 'b'],
        publishedAt: day('2024-01-03'),
        durationSeconds: 61,
        views: 1234,
        likes: 10,
        comments: null,
        live: null,
        shortLink: null,
      },
    ]);
  });

  it.each([
    ['tabs', 'title\tviews\nOne\t5\n'],
    ['semicolons', 'title;views\n"One";5\n'],
    ['bars', 'title|views\nOne|5\n'],
    ['old Macintosh line ends', 'title,views\rOne,5\r'],
    ['lines above the header', 'My channel\nExported today\ntitle,views\nOne,5\n'],
    ['a Markdown table', '| title | views |\n| :--- | ---: |\n| One | 5 |\n'],
    ['a Markdown table with a rule of single dashes', '| title | views |\n| :- | -: |\n| One | 5 |\n'],
    ['a Markdown table without spaces', '|title|views|\n|---|---|\n|One|5|\n'],
    ['blank lines', '\n\ntitle,views\n\nOne,5\n\n'],
  ])('reads %s', async (_, text) => {
    expect((await readOne(text)).videos).toMatchObject([{ title: 'One', views: 5 }]);
  });

  it.each(['utf16le', 'utf16be'] as const)('reads %s with and without its mark', async (encoding) => {
    const bytes = (text: string) => {
      const little = Buffer.from(text, 'utf16le');
      return encoding === 'utf16le' ? little : little.swap16();
    };
    const table = 'title,views,published\nDéjà vu,5,2024-01-03\n';
    for (const mark of ['\ufeff', '']) {
      expect((await readOne(bytes(mark + table))).videos).toMatchObject([{ title: 'Déjà vu', views: 5 }]);
    }
  });

  it('leaves out totals and remarks, and says when a file holds the top 500 only', async () => {
    const { videos, notes } = await readOne(
      `Content,Video title,Video publish time,Views,Subscribers\nTotal,,,99,7\n${ID}1,One,"Apr 1, 2025",5,1\nShowing top 500 results,,,,\n`,
    );
    expect(videos).toHaveLength(1);
    expect(videos[0]).toMatchObject({ publishedAt: day('2025-04-01'), views: 5 });
    expect(notes).toEqual(['The file holds only the top 500 videos, as YouTube Studio exports them.']);
  });

  it('keeps rows with eaten ids without an id, and counts what it could not read', async () => {
    const { videos, notes } = await readOne(
      `video_id,title,views,published_at\n#NAME?,A,5,2024-01-03\n-1.23E+05,B,-7,2024-01-04\n1E+10,C,x,soon\n${ID}1,D,,\n`,
    );
    expect(videos.map(({ id, title, views }) => [id, title, views])).toEqual([
      [null, 'B', null],
      [null, 'A', 5],
      [null, 'C', null],
      [`${ID}1`, 'D', null],
    ]);
    expect(notes).toEqual([
      '3 ids are no video id (spreadsheets damage them): unknown.',
      '2 counts are no whole number: unknown.',
      '1 date could not be read: unknown.',
    ]);
  });

  it('reads tables that were pasted together, each by its own header', async () => {
    const { videos, notes } = await readOne(
      `title,views,likes\nOne,1,2\ntitle,views,likes\nTwo,3,4\nviews,published_at,title,video_id\n5,2024-01-03,Three,${ID}3\n`,
    );
    expect(videos.map(({ title, views, likes }) => [title, views, likes])).toEqual([
      ['Three', 5, null],
      ['One', 1, 2],
      ['Two', 3, 4],
    ]);
    expect(notes).toEqual(['2 more header rows in the middle: tables pasted together were read one by one.']);
  });

  it('reads a narrower table that was pasted below a wider one', async () => {
    const { videos, notes } = await readOne(
      `Content,Video title,Likes,Shown in feed,Views\n${ID}1,One,1,9,50\nContent,Video title,Views\nTotal,,70\n${ID}2,Two,70\n`,
    );
    expect(videos.map(({ title, views, likes }) => [title, views, likes])).toEqual([
      ['One', 50, 1],
      ['Two', 70, null],
    ]);
    expect(notes).toHaveLength(1);
  });

  it('says how much a quote that is never closed takes with it', async () => {
    const { videos, notes } = await readOne(`title,views\nOne,1\n"Two,2\n${'More,3\n'.repeat(200)}`);
    expect(videos).toHaveLength(1);
    expect(notes).toEqual([
      'A quote is never closed: the last 202 lines of the file went with it.',
      '1 record cut off at the end of the file: dropped.',
    ]);
  });

  it.each([
    ['within quotes', 'title,views,description\nOne,1,x\nTwo,2,"and then'],
    ['within a record', 'title,views,description\nOne,1,x\nTwo,2'],
  ])('drops the record that the end of the file cuts off %s', async (_, text) => {
    const { videos, notes } = await readOne(text);
    expect(videos.map(({ title }) => title)).toEqual(['One']);
    expect(notes).toEqual(['1 record cut off at the end of the file: dropped.']);
  });

  it('keeps a last record that is whole, with and without a line break', async () => {
    expect((await readOne('title,views\nOne,1\nTwo,2')).videos).toHaveLength(2);
    expect((await readOne('title,views\r\nOne,1\r\nTwo,"2"\r\n')).videos).toHaveLength(2);
  });

  it('notes bytes that are no characters', async () => {
    const { notes } = await readOne(Buffer.from('title,views\nCaf\xe9,1\n', 'latin1'));
    expect(notes).toEqual(['1 character is lost: the file is damaged there, or not in UTF-8; save it as UTF-8.']);
  });

  it('tells the columns of a table without header by their cells, if only one way is possible', async () => {
    const { videos, notes } = await readOne(
      'aBcdefghij1,A first title,2024-01-03,50\naBcdefghij2,The second one,2024-01-04,70\n',
    );
    expect(videos).toMatchObject([
      { id: 'aBcdefghij2', title: 'The second one', views: 70, publishedAt: day('2024-01-04') },
      { id: 'aBcdefghij1', title: 'A first title', views: 50 },
    ]);
    expect(notes).toEqual(['The table has no header: its columns were told by their cells.']);
    await expect(readText('aBcdefghij1,A first title,50,7\naBcdefghij2,The second one,70,9\n')).rejects.toThrow(
      /their cells do not tell which is which/,
    );
  });

  it('takes the latest snapshot of a repeated id, else the last row, and the latest date as that of the figures', async () => {
    const rows = (header: string, ...lines: string[]) => `${header}\n${lines.join('\n')}\n`;
    const snapshots = await readOne(
      rows(
        'video_id,title,views,snapshot_date',
        `${ID}1,A,30,2024-03-01`,
        `${ID}1,A,10,2024-01-01`,
        `${ID}2,B,20,2024-02-01`,
      ),
    );
    expect(snapshots.videos.map(({ views }) => views)).toEqual([30, 20]);
    // A day without a time means some time of that day, so its end is what ages are counted to.
    expect(snapshots.collectedAt).toBe(day('2024-03-02') - 1);
    expect(snapshots.source).toMatchObject({ kind: 'file', fetchedAt: '2024-03-01T00:00:00.000Z', cached: false });
    expect(snapshots.notes).toEqual(['1 row repeats a video: the latest row of each counts.']);
    const plain = await readOne(rows('video_id,title,views', `${ID}1,A,30`, `${ID}1,A,10`));
    expect(plain.videos.map(({ views }) => views)).toEqual([10]);
    expect(plain.collectedAt).toBeNull();
  });

  it('finds id and Shorts in a link', async () => {
    const { videos } = await readOne(
      `url,title,views\nhttps://www.youtube.com/watch?v=${ID}1,A,1\nhttps://youtube.com/shorts/${ID}2,B,2\nhttps://youtu.be/${ID}3?t=1,C,3\n`,
    );
    expect(videos.map(({ id, shortLink }) => [id, shortLink])).toEqual([
      [`${ID}1`, null],
      [`${ID}2`, true],
      [`${ID}3`, null],
    ]);
  });

  it('keeps descriptions only when asked', async () => {
    const text = 'title,views,description\nOne,1,#fun\n';
    expect((await readOne(text)).videos[0]?.description).toBeNull();
    expect((await readOne(text, true)).videos[0]?.description).toBe('#fun');
  });

  it("reads Takeout's list of own videos, without the private ones", async () => {
    // The header as several public readers of Takeout's 'video metadata/videos.csv' name it.
    const { channel, videos, skipped } = await readOne(
      'Video ID,Approx Duration (ms),Video Audio Language,Video Category,Video Description (Original),Channel ID,Tag 1,Video Title (Original),Privacy,Video State,Video Create Timestamp,Video Publish Timestamp\n' +
        `${ID}1,90000,,People,,UCBJycsmduvYEL83R_U4JriQ,a,One,Public,Processed,2021-01-30T05:26:03+00:00,2021-02-01T00:00:00+00:00\n` +
        `${ID}2,1000,,People,,UCBJycsmduvYEL83R_U4JriQ,a,Two,Private,Processed,2021-01-30T05:26:03+00:00,\n`,
    );
    expect(channel.id).toBe('UCBJycsmduvYEL83R_U4JriQ');
    expect(videos).toMatchObject([{ title: 'One', durationSeconds: 90, publishedAt: day('2021-02-01'), views: null }]);
    expect(skipped.private).toBe(1);
  });

  it('counts what is dated in the future', async () => {
    const { notes } = await readOne(`title,views,published\nOne,1,${new Date(NOW + 1e9).toISOString()}\n`);
    expect(notes).toEqual(['1 video is dated in the future.']);
  });
});

describe('hostile tables', () => {
  it('reads columns called like the insides of JavaScript', async () => {
    const { videos } = await readOne('__proto__,constructor,title,views,toString\nx,y,One,5,z\n');
    expect(videos).toMatchObject([{ title: 'One', views: 5 }]);
  });

  it('reads a cell of 30 MB, and one with zero bytes', async () => {
    const { videos } = await readOne(`title,views,description\n"One",5,"${'x\n'.repeat(15_000_000)}"\nT\0wo,6,\n`);
    expect(videos.map(({ views }) => views)).toEqual([5, 6]);
  });

  it('throws nothing but a Failure in one line, whatever it is given', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        ',',
        '\n',
        '\r\n',
        '"',
        ';',
        '\t',
        '{',
        '}',
        '[',
        ']',
        ':',
        '<feed',
        '\0',
        'title',
        'views',
        'video_id',
        '5',
        '01/02/2024',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
        for (const start of ['', 'title,views,published\n', '[{"title":"a","views":1},', '{"title":"a","views":1}\n']) {
          try {
            const channels = await readText(start + pieces.join(''));
            for (const note of channels.flatMap(({ notes }) => notes)) expect(note).not.toMatch(/[\u0000-\u001f]/);
          } catch (error) {
            if (!(error instanceof Failure)) throw error;
            expect(error.kind).toBe('not-found');
            expect(error.message + error.hint).not.toMatch(/[\u0000-\u001f]/);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('throws nothing but a Failure for any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await readText(Buffer.from(bytes)).catch((error: unknown) => {
          if (!(error instanceof Failure)) throw error;
        });
      }),
    );
  });
});
