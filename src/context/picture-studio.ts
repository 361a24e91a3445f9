import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ResolvedSetting } from '../config/resolve.js';
import type { SettingName } from '../config/settings.js';
import type { KeyProvider } from '../domain/key-providers.js';
import { Failure } from '../errors.js';
import type { Http } from '../providers/http/request.js';
import type { FinishedPicture, Picture, PictureHost, PictureMaker } from '../providers/ports.js';
import { downloadOf, pictureAt } from './picture-place.js';

/** Whom a user wants to make pictures; `auto` for the best that there is a key for. */
export type MakerChoice = 'auto' | 'replicate' | 'pollinations';

/** The full paths of a saved picture. */
export interface SavedPicture {
  readonly png: string;
  /** The same under 2 MB, where the PNG is over it. */
  readonly jpeg: string | null;
}

/** What makes, finishes and keeps pictures. */
export interface PictureStudio {
  /**
   * Who is asked, one after the other until one delivers.
   * @param fromPicture true when there is a picture to start from
   * @throws Failure `key`, `usage` when nobody can
   */
  makers(choice: MakerChoice, fromPicture: boolean): readonly PictureMaker[];
  /** Null when there is no key for one. */
  readonly host: PictureHost | null;
  /** A picture to start from, out of a file or from an address, small enough to be sent. @throws Failure `not-found`, `usage`, `provider` */
  readReference(place: string, allowPrivate: boolean): Promise<Picture>;
  /** @throws Failure `usage` */
  finish(picture: Picture): Promise<FinishedPicture>;
  /** A folder's full path. @throws Failure `usage`, `unexpected` when so many pictures cannot be put there */
  folder(typed: string, pictures: number): Promise<string>;
  /** Saves it under a name that was free. @throws Failure `unexpected` */
  save(folder: string, stem: string, picture: FinishedPicture): Promise<SavedPicture>;
  /** @throws Failure `unexpected` */
  open(path: string): Promise<void>;
  /** How many requests were sent so far. */
  requests(): number;
  /** A number in [0, 1). */
  random(): number;
}

export interface StudioParts {
  readonly context: {
    setting(name: SettingName): string | null;
    readonly settings: readonly ResolvedSetting[];
    readonly signal: AbortSignal;
  };
  readonly world: {
    readonly cwd: string;
    readonly now: () => number;
    readonly random: () => number;
    readonly letGoWithin: (ms: number) => void;
  };
  readonly http: Http;
  readonly keysOf: (provider: KeyProvider) => Promise<readonly string[]>;
}

/** A PNG of 1280 by 720 that cannot be packed, and a JPEG under 2 MB beside it. */
const MOST_SAVED_BYTES = 5_000_000;

/** @throws Failure `key` when the file of keys cannot be read */
export async function pictureStudio(parts: StudioParts): Promise<PictureStudio> {
  const { context, http, keysOf } = parts;
  const { cwd, now, random, letGoWithin } = parts.world;
  const setting = (name: SettingName) => context.setting(name) ?? '';
  const [{ replicateMaker }, { pollinationsMaker }, { imagekitHost }] = await Promise.all([
    import('../providers/replicate.js'),
    import('../providers/pollinations.js'),
    import('../providers/imagekit.js'),
  ]);
  const [token] = await keysOf('replicate');
  const [key = null] = await keysOf('pollinations');
  const [privateKey] = await keysOf('imagekit');
  let requests = 0;
  const onRequest = (): void => {
    requests++;
  };
  const download = await downloadOf(context.settings, onRequest);
  const replicate = (fromPicture: boolean): PictureMaker[] =>
    token === undefined
      ? []
      : [
          replicateMaker({
            baseUrl: setting('replicateUrl'),
            token,
            model: setting(fromPicture ? 'replicateReferenceModel' : 'replicateModel'),
            http,
            download,
            onRequest,
            now,
            letGoWithin,
            sleep: (ms, stop) => sleep(ms, undefined, stop === undefined ? {} : { signal: stop }),
          }),
        ];
  const legacy = pollinationsMaker({ baseUrl: setting('pollinationsLegacyUrl'), key: null, http, onRequest });
  const pollinations =
    key === null
      ? [legacy]
      : [pollinationsMaker({ baseUrl: setting('pollinationsUrl'), key, http, onRequest }), legacy];
  return {
    makers: (choice, fromPicture) => {
      const ready = [
        ...(choice === 'pollinations' ? [] : replicate(fromPicture)),
        ...(choice === 'replicate' || fromPicture ? [] : pollinations),
      ];
      if (ready.length === 0) throw nobody(choice, fromPicture);
      return ready;
    },
    host:
      privateKey === undefined
        ? null
        : imagekitHost({
            baseUrl: setting('imagekitUrl'),
            privateKey,
            folder: setting('imagekitFolder'),
            http,
            onRequest,
          }),
    readReference: async (place, allowPrivate) => {
      const { referencePicture } = await import('../providers/pictures/reference-picture.js');
      const picture = await pictureAt({
        what: '--reference',
        place,
        allowPrivate,
        cwd,
        download,
        signal: context.signal,
      });
      return referencePicture(picture);
    },
    finish: async (picture) => (await import('../providers/pictures/finish-picture.js')).finishPicture(picture),
    folder: async (typed, pictures) => {
      const { checkFolder } = await import('../output/save-picture.js');
      const folder = resolve(cwd, typed);
      await checkFolder(folder, pictures * MOST_SAVED_BYTES);
      return folder;
    },
    save: async (folder, stem, { png, jpeg }) => {
      const { saveNew } = await import('../output/save-picture.js');
      const mark = Math.floor(random() * 2 ** 40).toString(36);
      const path = await saveNew(folder, { stem, ending: '.png', mark }, png);
      return { png: path, jpeg: jpeg === null ? null : await saveNew(folder, { stem, ending: '.jpg', mark }, jpeg) };
    },
    open: async (path) => (await import('../output/open-file.js')).openFile(path),
    requests: () => requests,
    random,
  };
}

function nobody(choice: MakerChoice, fromPicture: boolean): Failure {
  if (choice === 'pollinations') {
    return new Failure('usage', 'Pollinations cannot start from a picture', 'leave out --reference, or --provider');
  }
  const who = fromPicture ? 'only Replicate can start from a picture, and' : 'there is';
  const other = fromPicture ? 'leave out --reference' : 'use --provider pollinations';
  const none = fromPicture ? 'there is no token for it' : 'no token for Replicate';
  return new Failure('key', `${who} ${none}`, `set REPLICATE_API_TOKEN, or ${other}`);
}
