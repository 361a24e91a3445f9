import type { Video } from '../../domain/video.js';
import type { VideoBlock } from './video-block.js';

/** A row of a block, read as a video: each fact is looked up when it is asked for, and of most rows few ever are. */
export class RowVideo implements Video {
  constructor(
    private readonly block: VideoBlock,
    private readonly row: number,
  ) {}

  get id(): string | null {
    return this.block.id(this.row);
  }

  get title(): string | null {
    return this.block.title(this.row);
  }

  get description(): string | null {
    return this.block.description(this.row);
  }

  get tags(): readonly string[] {
    return this.block.tags(this.row);
  }

  get publishedAt(): number | null {
    return this.block.publishedAt(this.row);
  }

  get durationSeconds(): number | null {
    return this.block.durationSeconds(this.row);
  }

  get views(): number | null {
    return this.block.views(this.row);
  }

  get likes(): number | null {
    return this.block.likes(this.row);
  }

  get comments(): number | null {
    return this.block.comments(this.row);
  }

  get live(): boolean | null {
    return this.block.live(this.row);
  }

  get shortLink(): boolean | null {
    return this.block.shortLink(this.row);
  }
}
