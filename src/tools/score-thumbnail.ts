import { addCosts, NO_COST, type Source } from '../domain/source.js';
import { thumbnailScore, type ThumbnailScore } from '../domain/thumbnail/thumbnail-score.js';
import type { Picture } from '../providers/ports.js';
import type { PictureViewer } from '../providers/ports/picture-viewer.js';
import { pictureFacts, type PictureFacts } from './picture-facts.js';
import { tagsSeen, type SeenInPicture, type TagsSeen } from './picture-tags.js';
import { SCHEMA_VERSION } from './result.js';
import type { CostTally } from './cost-tally.js';

/** What every result about one picture begins with. */
export interface PictureHead {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly source: Source;
  /** ISO 8601 UTC. */
  readonly asOf: string;
  /** As it was named. */
  readonly image: string;
  readonly facts: PictureFacts;
}

export interface ThumbnailScoreResult extends PictureHead, ThumbnailScore {}
export interface PictureTagsResult extends PictureHead, TagsSeen {}

/** A picture that was opened and measured, and what a model saw in it. */
export interface MeasuredPicture {
  readonly image: string;
  readonly facts: PictureFacts;
  readonly seen: SeenInPicture | null;
}

/** What it took to look, and when. */
export interface Looking {
  readonly viewer: Pick<PictureViewer, 'requests'>;
  readonly tally: CostTally;
  /** Milliseconds. */
  readonly now: number;
}

/** Measures a picture. @throws Failure `usage` when it is no good picture */
export async function measurePicture(
  viewer: PictureViewer,
  image: string,
  picture: Picture,
  seen: SeenInPicture | null,
): Promise<MeasuredPicture> {
  return { image, facts: await pictureFacts(viewer, picture), seen };
}

/** The score of a measured picture, by rules alone. */
export function scoreThumbnail(picture: MeasuredPicture, looking: Looking): ThumbnailScoreResult {
  const { facts, seen } = picture;
  return { ...pictureHead(picture, looking), ...thumbnailScore({ ...facts, textShare: seen?.textShare ?? null }) };
}

/** The tags of a picture: a model's, or none. */
export function tagPicture(picture: MeasuredPicture, looking: Looking): PictureTagsResult {
  return { ...pictureHead(picture, looking), ...tagsSeen(picture.seen) };
}

function pictureHead({ image, facts, seen }: MeasuredPicture, { viewer, tally, now }: Looking): PictureHead {
  const cost = addCosts(tally.cost, { ...NO_COST, requests: viewer.requests() });
  const asOf = new Date(now).toISOString();
  return {
    schemaVersion: SCHEMA_VERSION,
    source: { kind: seen === null ? 'file' : 'ai', fetchedAt: seen === null ? null : asOf, cached: false, cost },
    asOf,
    image,
    facts,
  };
}
