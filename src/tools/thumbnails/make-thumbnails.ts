import { fileSlug } from '../../domain/file-slug.js';
import { THUMBNAIL } from '../../domain/picture-size.js';
import { NO_COST, type Source } from '../../domain/source.js';
import { asFailure, Failure } from '../../errors.js';
import type { FinishedPicture, Picture, PictureHost, PictureWish } from '../../providers/ports.js';
import { SCHEMA_VERSION } from '../result.js';
import { PictureChain, type ChainedPicture, type ChainWorld, type Hop } from './picture-chain.js';

/** A thumbnail that was made and saved. */
export interface Thumbnail {
  /** Full path of the PNG. */
  readonly file: string;
  /** Full path of the JPEG under 2 MB beside it; null when the PNG itself is under it. */
  readonly jpeg: string | null;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  readonly provider: string;
  readonly model: string;
  /** The maker's own name for it; null when it has none. */
  readonly remoteId: string | null;
  /** By the price list; null when it is not on it. */
  readonly usd: number | null;
  readonly ms: number;
  /** Where it is on the web; null when it was not uploaded. */
  readonly url: string | null;
  readonly uploadId: string | null;
}

export interface ThumbnailsResult {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly source: Source;
  /** ISO 8601 UTC. */
  readonly asOf: string;
  readonly prompt: string;
  /** How many were asked for. */
  readonly wanted: number;
  /** All that is known to be spent, in US dollars; null where a price is not known. */
  readonly usd: number | null;
  readonly pictures: readonly Thumbnail[];
  readonly hops: readonly Hop[];
}

/** The same with the name of each file alone, which is what a table has room for. */
export interface NamedThumbnails extends ThumbnailsResult {
  readonly pictures: readonly NamedThumbnail[];
}

export interface NamedThumbnail extends Thumbnail {
  readonly name: string;
}

export interface ThumbnailsWish {
  readonly prompt: string;
  readonly reference: Picture | null;
  readonly count: number;
  /** Of the first; each further one has the next number. */
  readonly seed: number;
  readonly onProgress: (words: string) => void;
  readonly signal: AbortSignal;
}

export interface ThumbnailsWorld extends ChainWorld {
  /** Saves it under a name that was free. */
  readonly save: (
    stem: string,
    picture: FinishedPicture,
  ) => Promise<{ readonly png: string; readonly jpeg: string | null }>;
  /** Null when nothing is uploaded. */
  readonly host: PictureHost | null;
  /** Requests sent so far. */
  readonly requests: () => number;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Told of each as soon as it is there: what was paid for is kept in mind even if the next one is interrupted. */
  readonly onThumbnail: (thumbnail: Thumbnail) => Promise<void>;
  readonly note: (sentence: string) => void;
}

/** What was made, and why that is not all that was wished; null when it is. */
export interface MadeThumbnails {
  readonly result: ThumbnailsResult;
  readonly shortfall: Failure | null;
}

/** What Pollinations calls the largest seed. */
const SEEDS = 2 ** 31;

/**
 * Makes thumbnails one by one: made, finished, saved, uploaded, told of. What was made stays whatever happens to the next.
 * @throws Failure when not a single one was made, and `interrupted`
 */
export async function makeThumbnails(wish: ThumbnailsWish, world: ThumbnailsWorld): Promise<MadeThumbnails> {
  const chain = new PictureChain(world);
  const pictures: Thumbnail[] = [];
  let shortfall: Failure | null = null;
  for (let number = 1; number <= wish.count; number++) {
    try {
      const { thumbnail, left } = await one(number, wish, world, chain);
      pictures.push(thumbnail);
      await world.onThumbnail(thumbnail);
      shortfall = left ?? shortfall;
      if (left?.kind === 'interrupted') throw left;
    } catch (error) {
      if (!(error instanceof Failure) || pictures.length === 0) throw error;
      const made = `${pictures.length} of ${wish.count} thumbnails`;
      if (error.kind === 'interrupted') {
        throw new Failure('interrupted', `${withoutStop(error)}; made and saved before: ${made}`, error.hint);
      }
      shortfall = new Failure('partial', `only ${made} were made: ${error.message}`, error.hint);
      break;
    }
  }
  return { result: resultOf(wish, world, pictures, chain.hops), shortfall };
}

async function one(
  number: number,
  { prompt, reference, count, seed: first, onProgress, signal }: ThumbnailsWish,
  world: ThumbnailsWorld,
  chain: PictureChain,
): Promise<{ readonly thumbnail: Thumbnail; readonly left: Failure | null }> {
  const seed = (first + number - 1) % SEEDS;
  const which = count > 1 ? `${number} of ${count}: ` : '';
  const request: PictureWish = {
    prompt,
    reference,
    seed,
    signal,
    onProgress: (words) => {
      onProgress(which + words);
    },
  };
  const chained = await chain.make(number, request);
  const { made, finished, maker, ms } = chained;
  for (const note of made.notes) world.note(note);
  const id = Array.from({ length: 4 }, () => LETTERS.charAt(Math.floor(world.random() * LETTERS.length))).join('');
  const saved = await world.save(`${fileSlug(prompt)}-${id}`, finished).catch((error: unknown) => {
    throw notSaved(error, chained);
  });
  const { upload, left } = await uploaded(world, finished, saved.png, signal);
  const thumbnail = {
    file: saved.png,
    jpeg: saved.jpeg,
    bytes: finished.png.byteLength,
    ...THUMBNAIL,
    seed,
    provider: maker.provider,
    model: made.model,
    remoteId: made.remoteId,
    usd: made.usd,
    ms,
    url: upload?.url ?? null,
    uploadId: upload?.remoteId ?? null,
  };
  return { thumbnail, left };
}

/** It is paid for all the same, and its maker may still have it. */
function notSaved(error: unknown, { made, maker }: ChainedPicture): unknown {
  if (!(error instanceof Failure)) return error;
  const message = `${maker.provider} made a picture that cannot be kept: ${error.message}`;
  const hint = made.remoteId === null ? error.hint : `${error.hint}; ${maker.provider} has it as ${made.remoteId}`;
  return new Failure(error.kind, message, hint);
}

function withoutStop({ message }: Failure): string {
  return message.replace(/\.$/, '');
}

/** Without those that look alike. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

async function uploaded({ host }: ThumbnailsWorld, { png }: FinishedPicture, path: string, signal: AbortSignal) {
  if (host === null) return { upload: null, left: null };
  try {
    const name = path.split(/[\\/]/).at(-1) ?? path;
    const upload = await host.upload(
      { bytes: png, type: 'image/png' },
      { name, tags: ['insight', 'thumbnail'], signal },
    );
    return { upload, left: null };
  } catch (error) {
    // Whatever it is, the picture is there, and has to be told of.
    const { kind, message, hint } = asFailure(error);
    const left =
      kind === 'interrupted'
        ? new Failure(kind, 'interrupted while it was uploaded', 'see insight history list thumbnails')
        : new Failure(kind, `saved, but not uploaded: ${message}`, hint);
    return { upload: null, left };
  }
}

function resultOf(
  { prompt, count }: ThumbnailsWish,
  { now, requests }: ThumbnailsWorld,
  pictures: readonly Thumbnail[],
  hops: readonly Hop[],
): ThumbnailsResult {
  const asOf = new Date(now()).toISOString();
  const asked = hops.filter(({ outcome }) => outcome !== 'skipped');
  // Thousandths of a cent, for sums of decimals end in …0001.
  const known = Math.round(hops.reduce((sum, { usd }) => sum + (usd ?? 0), 0) * 1e5) / 1e5;
  const cost = { ...NO_COST, requests: requests(), modelCalls: asked.length, usd: known };
  return {
    schemaVersion: SCHEMA_VERSION,
    source: { kind: 'ai', fetchedAt: asOf, cached: false, cost },
    asOf,
    prompt,
    wanted: count,
    usd: hops.some(({ usd }) => usd === null) ? null : known,
    pictures,
    hops,
  };
}
