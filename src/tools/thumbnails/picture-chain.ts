import { picturePrice } from '../../domain/picture-prices.js';
import { Failure, UnknownOutcome, type FailureKind } from '../../errors.js';
import type { FinishedPicture, MadePicture, Picture, PictureMaker, PictureWish } from '../../providers/ports.js';

/** One maker that was asked for a picture, or passed over. */
export interface Hop {
  /** Which picture of the command, from 1. */
  readonly picture: number;
  readonly provider: string;
  readonly model: string;
  readonly ms: number;
  readonly outcome: 'made' | 'failed' | 'skipped';
  /** US dollars by the price list; null where it may have cost something and nobody knows. */
  readonly usd: number | null;
  readonly error: { readonly kind: FailureKind; readonly message: string } | null;
}

/** A picture that came through, and who made it. */
export interface ChainedPicture {
  readonly made: MadePicture;
  readonly finished: FinishedPicture;
  readonly maker: PictureMaker;
  readonly ms: number;
}

export interface ChainWorld {
  readonly makers: readonly PictureMaker[];
  readonly finish: (picture: Picture) => Promise<FinishedPicture>;
  readonly now: () => number;
}

/**
 * Makers asked one after the other until one delivers a picture that can be decoded. One that failed is not asked for the
 * next picture either. After one that may have taken money for this picture only makers that cost nothing are tried.
 */
export class PictureChain {
  readonly hops: Hop[] = [];
  private readonly out = new Set<PictureMaker>();

  constructor(private readonly world: ChainWorld) {}

  /** @param picture its number, from 1 @throws Failure of the only maker that failed, or of all together; `interrupted` */
  async make(picture: number, wish: PictureWish): Promise<ChainedPicture> {
    const { makers, finish, now } = this.world;
    const failures: Failure[] = [];
    for (const maker of makers) {
      if (this.out.has(maker)) continue;
      const { provider, model } = maker;
      const price = picturePrice(provider, model)?.usd ?? null;
      const hop = { picture, provider, model };
      if (price !== 0 && failures.some(mayBePaid)) {
        const message = 'it costs money, and this picture may be paid for already';
        this.hops.push({ ...hop, ms: 0, outcome: 'skipped', usd: 0, error: { kind: 'provider', message } });
        continue;
      }
      const begun = now();
      try {
        const made = await maker.make(wish);
        const finished = await finish(made.picture).catch((error: unknown) => {
          throw spoilt(error, provider);
        });
        const ms = now() - begun;
        this.hops.push({ ...hop, ms, outcome: 'made', usd: made.usd, error: null });
        return { made, finished, maker, ms };
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        const { kind, message } = error;
        const refused = kind === 'key' || kind === 'quota';
        const usd = refused && !mayBePaid(error) ? 0 : price === 0 ? 0 : null;
        this.hops.push({ ...hop, ms: now() - begun, outcome: 'failed', usd, error: { kind, message } });
        if (kind === 'interrupted') throw error;
        this.out.add(maker);
        failures.push(error);
      }
    }
    throw allFailed(failures);
  }
}

function mayBePaid(failure: Failure): boolean {
  return failure instanceof UnknownOutcome;
}

/** The maker has done its work, and wants its money, though the picture is of no use. */
function spoilt(error: unknown, provider: string): unknown {
  if (!(error instanceof Failure)) return error;
  const message = `${provider} delivered something of no use: ${error.message}`;
  return new UnknownOutcome('provider', message, 'try again with another seed');
}

function allFailed(failures: readonly Failure[]): Failure {
  const [first] = failures;
  if (first === undefined) {
    return new Failure('provider', 'nobody is left who could make the picture', 'run it again');
  }
  if (failures.length === 1) return first;
  const kinds = new Set(failures.map(({ kind }) => kind));
  const unknown = failures.find(mayBePaid);
  // "Check the key" helps only where nothing but keys is the matter.
  const kind = kinds.size === 1 ? first.kind : 'provider';
  const told = failures.map(({ message }) => message.replace(/\.$/, '')).join('; ');
  return new Failure(kind, `no picture was made: ${told}`, (unknown ?? first).hint);
}
