import type { Pixels } from '../../domain/likeness/pixels.js';
import type { Picture } from '../ports.js';

/** A picture's size as it is kept, and its pixels squeezed to what is asked for. */
export interface LookedAt {
  readonly width: number;
  readonly height: number;
  readonly pixels: Pixels;
}

/** What finds pictures and decodes them. All: @throws Failure `usage` for what is no good picture */
export interface PictureViewer {
  /** Out of a file, or from an address that a stranger may have chosen. @throws Failure `not-found`, `provider` too */
  open(place: string, allowPrivate: boolean): Promise<Picture>;
  /** The picture of a video from its own address; null when there is none. @throws Failure `provider`, `interrupted` */
  thumbnail(videoId: string): Promise<Picture | null>;
  /** Its pixels as pictures are compared by. */
  lookAt(picture: Picture): Promise<LookedAt>;
  /** Its pixels whatever its shape, squeezed to so many. */
  squeezed(picture: Picture, width: number, height: number): Promise<LookedAt>;
  /** The same picture small enough to be sent to others, without anything but its pixels. */
  smaller(picture: Picture): Promise<Picture>;
  /** How many requests were sent so far. */
  requests(): number;
}
