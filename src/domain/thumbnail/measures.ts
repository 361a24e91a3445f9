import { lumaOf, type Pixels } from '../likeness/pixels.js';

/** What pixels are measured at: as large as a thumbnail stands in a list. */
export const MEASURED = { width: 320, height: 180 } as const;

/** Where YouTube lays the length of the video: bottom right, in shares of width and height. */
const BADGE = { left: 0.86, top: 0.84 } as const;
/** A step of brightness between neighbours that counts as an edge. */
const EDGE = 24;

/** What the pixels of a picture come to. */
export interface PictureMeasures {
  /** Mean brightness, 0 to 1. */
  readonly brightness: number;
  /** Standard deviation of the brightness (RMS contrast), 0 to 0.5. */
  readonly contrast: number;
  /** Share of the pixels that are edges. */
  readonly edges: number;
  /** Colourfulness by Hasler and Süsstrunk (2003): below 15 hardly any, above 80 very much. */
  readonly colourfulness: number;
  /** Share of edges where the length of the video will stand. */
  readonly badgeEdges: number;
}

/** Measures a picture of at least two by two pixels; by rules alone, the same for the same pixels. */
export function measured(pixels: Pixels): PictureMeasures {
  const { width, height, rgb } = pixels;
  const luma = lumaOf(pixels);
  const edges = { all: 0, badge: 0, ofBadge: 0 };
  for (let y = 0; y + 1 < height; y += 1) {
    for (let x = 0; x + 1 < width; x += 1) {
      const at = y * width + x;
      const here = luma[at] ?? 0;
      const isEdge = Math.max(Math.abs((luma[at + 1] ?? 0) - here), Math.abs((luma[at + width] ?? 0) - here)) >= EDGE;
      const isBadge = x >= BADGE.left * width && y >= BADGE.top * height;
      if (isEdge) edges.all += 1;
      if (isBadge) edges.ofBadge += 1;
      if (isEdge && isBadge) edges.badge += 1;
    }
  }
  const light = moments(luma);
  return {
    brightness: light.mean / 255,
    contrast: light.deviation / 255,
    edges: edges.all / ((width - 1) * (height - 1)),
    colourfulness: colourfulness(rgb),
    badgeEdges: edges.ofBadge === 0 ? 0 : edges.badge / edges.ofBadge,
  };
}

function colourfulness(rgb: Uint8Array): number {
  const pixels = rgb.length / 3;
  const redGreen = new Float64Array(pixels);
  const yellowBlue = new Float64Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const [red, green, blue] = [rgb[3 * pixel] ?? 0, rgb[3 * pixel + 1] ?? 0, rgb[3 * pixel + 2] ?? 0];
    redGreen[pixel] = red - green;
    yellowBlue[pixel] = (red + green) / 2 - blue;
  }
  const [a, b] = [moments(redGreen), moments(yellowBlue)];
  return Math.hypot(a.deviation, b.deviation) + 0.3 * Math.hypot(a.mean, b.mean);
}

function moments(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / values.length) };
}
