import type { Video } from '../../domain/video.js';
import { RowVideo } from './row-video.js';
import { BLOCK_ROWS, VideoBlock } from './video-block.js';

/** The videos of all files, in the order of their rows; made into objects only when asked for. */
export class VideoTable {
  readonly #blocks: VideoBlock[] = [];

  /** Takes up a video and gives the number of its row. */
  add(video: Video): number {
    let block = this.#blocks.at(-1);
    if (block === undefined || block.isFull) {
      block = new VideoBlock();
      this.#blocks.push(block);
    }
    return (this.#blocks.length - 1) * BLOCK_ROWS + block.add(video);
  }

  /** Sets the date of a row, which may be known later than the row. */
  date(row: number, publishedAt: number | null): void {
    this.#block(row).date(row % BLOCK_ROWS, publishedAt);
  }

  id(row: number): string | null {
    return this.#block(row).id(row % BLOCK_ROWS);
  }

  publishedAt(row: number): number | null {
    return this.#block(row).publishedAt(row % BLOCK_ROWS);
  }

  video(row: number): Video {
    return new RowVideo(this.#block(row), row % BLOCK_ROWS);
  }

  #block(row: number): VideoBlock {
    const block = this.#blocks[Math.floor(row / BLOCK_ROWS)];
    if (block === undefined) throw new RangeError(`there is no row ${row}`);
    return block;
  }
}
