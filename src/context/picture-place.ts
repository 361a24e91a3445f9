import { lookup } from 'node:dns/promises';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ResolvedSetting } from '../config/resolve.js';
import { MOST_PICTURE_BYTES } from '../domain/picture-size.js';
import { pictureTypeOf } from '../domain/picture-type.js';
import { Failure } from '../errors.js';
import type { Download } from '../providers/http/download.js';
import type { Picture } from '../providers/ports.js';

/** A picture that somebody named, by file or address. */
export interface PicturePlace {
  /** Where it was named, for messages: `--reference`. */
  readonly what: string;
  readonly place: string;
  /** Whether its address may lead into the own network. */
  readonly allowPrivate: boolean;
  readonly cwd: string;
  readonly download: Download;
  readonly signal: AbortSignal;
}

/** The safe way to addresses that others choose; those that the user chose for providers may be of the own network. */
export async function downloadOf(settings: readonly ResolvedSetting[], onConnect: () => void): Promise<Download> {
  const { createDownload } = await import('../providers/http/download.js');
  const chosen = settings.filter(({ name, origin }) => name.endsWith('Url') && origin !== 'default');
  const ownOrigins = chosen.flatMap(({ value }) =>
    value !== null && URL.canParse(value) ? [new URL(value).origin] : [],
  );
  return createDownload({
    resolve: (host) => lookup(host, { all: true }),
    ownOrigins: new Set(ownOrigins),
    onConnect,
  });
}

/**
 * A picture out of a file or from an address, its type told from its bytes.
 * @throws Failure `not-found` for no file or one that is no picture, `usage` for an address that is refused, `provider`, `unexpected`
 */
export async function pictureAt({ what, place, allowPrivate, cwd, download, signal }: PicturePlace): Promise<Picture> {
  // A letter and a colon is a drive of Windows.
  if (/^[a-z][a-z\d+.-]+:/i.test(place)) return download({ what, url: place, allowPrivate, signal });
  const path = resolve(cwd, place);
  const found = await stat(path).catch(() => null);
  if (found === null) throw new Failure('not-found', `there is no file ${place}`, `check the name given as ${what}`);
  if (found.isDirectory()) throw new Failure('not-found', `${place} is a directory`, `name a file in it as ${what}`);
  if (!found.isFile()) throw new Failure('not-found', `${place} is no file`, `name another as ${what}`);
  if (found.size > MOST_PICTURE_BYTES) {
    throw new Failure('not-found', `${place} has more than 20 MB`, 'make it smaller, or name another');
  }
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new Failure('unexpected', `${place} cannot be read`, 'check who may read it', { cause });
  });
  const type = pictureTypeOf(bytes);
  if (type !== null) return { bytes, type };
  throw new Failure('not-found', `${place} is no picture`, 'it has to be PNG, JPEG, WebP, GIF or AVIF');
}
