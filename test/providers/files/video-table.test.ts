import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { VideoTable } from '../../../src/providers/files/video-table.js';
import { anyVideo } from '../../domain/made-up-video.js';
import { plain } from '../channel-of.js';

test('gives back every video as it was, over several blocks', () => {
  fc.assert(
    fc.property(fc.array(anyVideo, { minLength: 1, maxLength: 20 }), (videos) => {
      const table = new VideoTable();
      const rows = Array.from({ length: 2_500 }, (_, at) => table.add(videos[at % videos.length] ?? expect.fail()));
      for (const [at, row] of rows.entries()) expect(plain(table.video(row))).toEqual(videos[at % videos.length]);
    }),
    { numRuns: 10 },
  );
});

test('a date may come after the row', () => {
  const table = new VideoTable();
  const [video] = fc.sample(anyVideo, 1);
  if (video === undefined) throw new Error('no sample');
  const row = table.add({ ...video, publishedAt: null });
  table.date(row, 5);
  expect(table.video(row).publishedAt).toBe(5);
  table.date(row, null);
  expect(table.video(row).publishedAt).toBeNull();
});
