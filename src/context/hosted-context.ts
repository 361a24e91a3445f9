import type { Context, SourceWish } from '../context.js';
import { picturePrice } from '../domain/picture-prices.js';
import { PUBLISHED_GROWTH } from '../domain/robust/growth-curve.js';
import { Failure } from '../errors.js';
import type { HistoryStore, SeenVideos } from '../providers/ports.js';
import type { MadeFile, ToolWish } from '../server/tools/tool-bench.js';
import { GuardedContext } from './guarded-context.js';
import type { MakerChoice, PictureStudio } from './picture-studio.js';

/** What somebody else's run must not have. */
function notHere(): Failure {
  return new Failure('usage', 'that can only be done on a machine of your own', 'run it there');
}

/**
 * What a command gets when an account runs it on the host: the host's sources and keys, and nothing else of its machine.
 * No file is read or written, no history and no index of the host is touched, and money has the bounds of a plan.
 */
export class HostedContext extends GuardedContext {
  readonly files: MadeFile[] = [];
  readonly toSpendMore = 'ask for less at once, or ask whoever runs the server for a larger plan';

  constructor(
    own: Context,
    private readonly wish: ToolWish,
  ) {
    super(own, notHere);
  }

  get signal() {
    return this.wish.signal;
  }

  override setting(name: Parameters<Context['setting']>[0]): string | null {
    return name === 'askAboveUsd' ? String(this.wish.usdMost) : super.setting(name);
  }

  progress(words: string): void {
    this.wish.onProgress(words);
  }

  readonly textModel = () => this.own.textModel();
  readonly keyUpkeep = () => this.refuse();
  readonly trackedChannels = () => this.refuse();
  readonly videoLooks = () => this.refuse();
  /** The looks of the host are none of the account's. */
  readonly growth = () => Promise.resolve(PUBLISHED_GROWTH);

  readonly videoSource = async (wish: SourceWish) => {
    if (wish.kind === 'file') throw notHere();
    return this.own.videoSource(wish);
  };

  /** The run itself is what the history of the account lists. */
  readonly history = () => Promise.resolve(oneEntry(this.wish.id));

  /** What others searched for is nobody's business. */
  readonly seenVideos = () => Promise.resolve(FORGETFUL);

  /** The host's makers, as far as the plan goes; pictures are kept with the run, and by nobody else. */
  readonly pictureStudio = async (): Promise<PictureStudio> => {
    const studio = await this.own.pictureStudio();
    const { id, paidPictures } = this.wish;
    const at = (name: string) => `/api/v1/jobs/${id}/files/${name}`;
    return {
      ...studio,
      host: null,
      makers: (choice: MakerChoice) => {
        const free = ({ provider, model }: { provider: string; model: string }) =>
          picturePrice(provider, model)?.usd === 0;
        const allowed = studio.makers(choice, false).filter((maker) => paidPictures || free(maker));
        if (allowed.length > 0) return allowed;
        throw new Failure('usage', 'the plan allows no makers of pictures that take money', 'leave out the provider');
      },
      readReference: () => Promise.reject(notHere()),
      folder: () => Promise.resolve(''),
      save: (_, stem, { png, jpeg }) => {
        // Eight pictures of one prompt have one stem.
        const name = `${stem}-${this.files.length + 1}`;
        this.files.push({ name: `${name}.png`, type: 'image/png', bytes: png });
        if (jpeg !== null) this.files.push({ name: `${name}.jpg`, type: 'image/jpeg', bytes: jpeg });
        return Promise.resolve({ png: at(`${name}.png`), jpeg: jpeg === null ? null : at(`${name}.jpg`) });
      },
      open: () => Promise.reject(notHere()),
    };
  };
}

function oneEntry(id: string): HistoryStore {
  const refuse = (): never => {
    throw notHere();
  };
  return { remember: () => id, list: refuse, count: refuse, get: refuse, delete: refuse, all: refuse };
}

const FORGETFUL: SeenVideos = {
  remember: () => undefined,
  search: () => [],
  byIds: () => [],
  count: () => ({ videos: 0, pictures: 0 }),
  withoutPicture: () => [],
  learnPicture: () => undefined,
  pictures: () => [],
};
