import { dominantColours, type DominantColour } from '../domain/thumbnail/dominant-colours.js';
import { measured, MEASURED, type PictureMeasures } from '../domain/thumbnail/measures.js';
import type { PictureType } from '../domain/picture-type.js';
import type { Picture } from '../providers/ports.js';
import type { PictureViewer } from '../providers/ports/picture-viewer.js';

/** Colours that are named. */
const COLOURS = 5;

/** What a picture is, measured: nothing of it is a guess. */
export interface PictureFacts extends PictureMeasures {
  readonly type: PictureType;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly colours: readonly DominantColour[];
}

/** Measures a picture. @throws Failure `usage` when it is no good picture */
export async function pictureFacts(viewer: PictureViewer, picture: Picture): Promise<PictureFacts> {
  const { width, height, pixels } = await viewer.squeezed(picture, MEASURED.width, MEASURED.height);
  return {
    type: picture.type,
    width,
    height,
    bytes: picture.bytes.byteLength,
    ...measured(pixels),
    colours: dominantColours(pixels, COLOURS),
  };
}
