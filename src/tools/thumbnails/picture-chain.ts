import { picturePrice } from '../../domain/picture-prices.js';
import { usdWords } from '../../domain/usd-words.js';
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

  /** @param picture its number, from 1 @throws Failure that tells of every hop to it; `interrupted` */
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
        const usd = owed(error, price);
        this.hops.push({ ...hop, ms: now() - begun, outcome: 'failed', usd, error: { kind, message } });
        if (kind === 'interrupted') throw error;
        this.out.add(maker);
        failures.push(error);
      }
    }
    throw allFailed(
      failures,
      this.hops.filter((hop) => hop.picture === picture),
    );
  }
}

/** What became of a maker that did not deliver, after what time and at what price: `replicate failed after 1.4 s, …`. */
export function hopWords({ provider, model, ms, outcome, usd, error }: Hop): string {
  const why = (error?.message ?? '').replace(/\.$/, '');
  if (outcome === 'skipped') return `${provider} was not asked: ${why}`;
  const time = ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
  const listed = picturePrice(provider, model);
  const perhaps = listed === null ? 'at an unknown price' : `which may have cost ${usdWords(listed.usd)}`;
  return `${provider} failed after ${time}, ${usd === null ? perhaps : 'at no cost'}: ${why}`;
}

/**
 * What a maker that failed may have taken. A listed price is that of a picture: where surely none was made, nothing is
 * owed (replicate.com/changelog/2025-01-29-official-models). A model that is not on the list may count by time.
 */
function owed(error: Failure, price: number | null): number | null {
  if (price === 0) return 0;
  if (mayBePaid(error)) return null;
  return price === null && error.kind !== 'key' && error.kind !== 'quota' ? null : 0;
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

function allFailed(failures: readonly Failure[], hops: readonly Hop[]): Failure {
  const [first] = failures;
  if (first === undefined) {
    return new Failure('provider', 'nobody is left who could make the picture', 'run it again');
  }
  const kinds = new Set(failures.map(({ kind }) => kind));
  const unknown = failures.find(mayBePaid);
  // "Check the key" helps only where nothing but keys is the matter.
  const kind = kinds.size === 1 ? first.kind : 'provider';
  return new Failure(kind, `no picture was made: ${hops.map(hopWords).join('; ')}`, (unknown ?? first).hint);
}
