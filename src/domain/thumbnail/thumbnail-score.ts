import { bytesInWords } from '../bytes-in-words.js';
import { decimal, percent } from '../figures.js';
import { MOST_THUMBNAIL_BYTES, THUMBNAIL } from '../picture-size.js';
import type { PictureMeasures } from './measures.js';

/** The file beside the pixels. */
export interface ThumbnailFacts extends PictureMeasures {
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** Share of the picture that is writing, told by a model; null without one. */
  readonly textShare: number | null;
}

export type ThumbnailPartName =
  'contrast' | 'brightness' | 'edges' | 'colourfulness' | 'badge' | 'aspect' | 'resolution' | 'fileSize' | 'textShare';

/** One measured part; the range that is fine is part of it, so that nobody has to trust the number. */
export interface ThumbnailPart {
  readonly name: ThumbnailPartName;
  /** From 0 to `of`; null when it cannot be told. */
  readonly points: number | null;
  /** The weight: of all known parts together 100, of an unknown one 0. */
  readonly of: number;
  /** As measured, in the unit of `least` and `most`; null when unknown. */
  readonly measured: number | null;
  /** What is fine: at least and at most. */
  readonly least: number | null;
  readonly most: number | null;
  readonly why: string;
  readonly advice: string | null;
}

export interface ThumbnailScore {
  readonly score: number;
  readonly weakest: ThumbnailPartName | null;
  readonly parts: readonly ThumbnailPart[];
}

interface Rule {
  readonly weight: number;
  readonly least: number | null;
  readonly most: number | null;
  /** Where nothing is left of the part, below and above what is fine. */
  readonly none: readonly [number, number];
  readonly words: (value: number) => string;
  readonly tooLow: string;
  readonly tooHigh: string;
}

const share = (value: number): string => percent(value);
const two = (value: number): string => decimal(value, 2);

/** Rules of thumb: docs/methods.md says where each range is from. */
const RULES: Readonly<Record<ThumbnailPartName, Rule>> = {
  contrast: {
    weight: 18,
    least: 0.18,
    most: null,
    none: [0.04, Infinity],
    words: two,
    tooLow: 'Set the subject off: lighter against darker',
    tooHigh: '',
  },
  brightness: {
    weight: 12,
    least: 0.25,
    most: 0.75,
    none: [0.05, 0.97],
    words: two,
    tooLow: 'Make it lighter: dark pictures drown in dark mode',
    tooHigh: 'Make it darker: it fades into a white page',
  },
  edges: {
    weight: 14,
    least: 0.03,
    most: 0.3,
    none: [0, 0.6],
    words: share,
    tooLow: 'Give the eye something to hold: a subject, a few large words',
    tooHigh: 'Leave things out: small it is only a pattern',
  },
  colourfulness: {
    weight: 12,
    least: 25,
    most: 110,
    none: [0, 180],
    words: (value) => decimal(value, 0),
    tooLow: 'Use a strong colour',
    tooHigh: 'Use fewer strong colours',
  },
  badge: {
    weight: 14,
    least: null,
    most: 0.12,
    none: [-1, 0.5],
    words: share,
    tooLow: '',
    tooHigh: 'Clear the bottom right corner: the length of the video covers it',
  },
  aspect: {
    weight: 12,
    least: 1.75,
    most: 1.8,
    none: [1, 2.6],
    words: two,
    tooLow: 'Crop it to 16:9: bars will stand beside it',
    tooHigh: 'Crop it to 16:9: bars will stand above and below it',
  },
  resolution: {
    weight: 10,
    least: THUMBNAIL.width,
    most: null,
    none: [320, Infinity],
    words: (value) => `${value} pixels wide`,
    tooLow: `Make it ${THUMBNAIL.width} × ${THUMBNAIL.height}`,
    tooHigh: '',
  },
  fileSize: {
    weight: 8,
    least: null,
    most: MOST_THUMBNAIL_BYTES,
    none: [-1, MOST_THUMBNAIL_BYTES],
    words: bytesInWords,
    tooLow: '',
    tooHigh: 'Save it smaller: YouTube long took 2 MB at most',
  },
  textShare: { weight: 0, least: null, most: null, none: [-1, 2], words: share, tooLow: '', tooHigh: '' },
};

/** What of a part is left: all within what is fine, less in proportion outside it. */
function left(value: number, { least, most, none: [low, high] }: Rule): number {
  if (least !== null && value < least) return Math.max(0, (value - low) / (least - low));
  if (most !== null && value > most) return high > most ? Math.max(0, (high - value) / (high - most)) : 0;
  return 1;
}

/** The score of a thumbnail: the sum of its measured parts, by rules alone. No guess about clicks: nobody has measured any. */
export function thumbnailScore(facts: ThumbnailFacts): ThumbnailScore {
  const values: Readonly<Record<ThumbnailPartName, number | null>> = {
    contrast: facts.contrast,
    brightness: facts.brightness,
    edges: facts.edges,
    colourfulness: facts.colourfulness,
    badge: facts.badgeEdges,
    aspect: facts.width / facts.height,
    resolution: facts.width,
    fileSize: facts.bytes,
    textShare: facts.textShare,
  };
  const parts = THUMBNAIL_PARTS.map((name): ThumbnailPart => {
    const { weight: of, least, most, words, tooLow, tooHigh } = RULES[name];
    const value = values[name];
    const known = { name, of, measured: value, least, most };
    if (value === null) return { ...known, points: null, why: 'told by a model only', advice: null };
    const points = of * left(value, RULES[name]);
    const advice = points === of ? null : least !== null && value < least ? tooLow : tooHigh;
    return { ...known, points, why: `${words(value)}; ${rangeWords(least, most, words)}`, advice };
  });
  const worst = parts
    .filter(({ advice }) => advice !== null)
    .sort((a, b) => b.of - (b.points ?? 0) - (a.of - (a.points ?? 0)))
    .at(0);
  return {
    score: parts.reduce((sum, { points }) => sum + (points ?? 0), 0),
    weakest: worst?.name ?? null,
    parts,
  };
}

const THUMBNAIL_PARTS: readonly ThumbnailPartName[] = [
  'contrast',
  'brightness',
  'edges',
  'colourfulness',
  'badge',
  'aspect',
  'resolution',
  'fileSize',
  'textShare',
];

function rangeWords(least: number | null, most: number | null, words: (value: number) => string): string {
  if (least !== null && most !== null) return `fine: ${words(least)} to ${words(most)}`;
  if (least !== null) return `fine: ${words(least)} or more`;
  return most === null ? 'not scored' : `fine: ${words(most)} or less`;
}
