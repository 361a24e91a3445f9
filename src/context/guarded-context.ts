import type { Context, Person } from '../context.js';
import type { Failure } from '../errors.js';

/**
 * What a command gets when somebody else than the user of this machine runs it: the clock, the zone, and what it is told
 * on the way. All else is refused; who extends it gives back what such a run may have.
 */
export abstract class GuardedContext implements Context {
  readonly notes = new Set<string>();
  readonly person: Person;
  readonly keepSetting = () => this.refuse();
  readonly readStdin = () => this.refuse();
  readonly pictureViewer = () => this.refuse();
  readonly cacheUpkeep = () => this.refuse();
  readonly host = () => this.refuse();
  readonly account = () => this.refuse();
  readonly toolServer = () => this.refuse();
  readonly syncParts = () => this.refuse();
  readonly alertDesk = () => this.refuse();
  readonly reportDesk = () => this.refuse();
  readonly examine = () => this.refuse();
  readonly agentServer = () => this.refuse();
  readonly showProgress = () => Promise.resolve();
  readonly copyText = () => Promise.resolve(false);
  readonly youtubeKeys = () => this.own.youtubeKeys();
  readonly topicSource = () => this.own.topicSource();
  readonly suggestSource = () => this.own.suggestSource();
  abstract get signal(): AbortSignal;
  abstract readonly videoSource: Context['videoSource'];
  abstract readonly history: Context['history'];
  abstract readonly seenVideos: Context['seenVideos'];
  abstract readonly textModel: Context['textModel'];
  abstract readonly pictureStudio: Context['pictureStudio'];
  abstract readonly keyUpkeep: Context['keyUpkeep'];
  abstract readonly trackedChannels: Context['trackedChannels'];
  abstract readonly videoLooks: Context['videoLooks'];
  abstract readonly growth: Context['growth'];

  constructor(
    protected readonly own: Context,
    private readonly refusal: () => Failure,
  ) {
    const refuse = () => this.refuse();
    // Nobody sits there.
    this.person = {
      typesInput: false,
      canBeAsked: false,
      askSecret: refuse,
      askOneOf: refuse,
      askText: refuse,
      askYesNo: refuse,
      tell: () => undefined,
    };
  }

  get now() {
    return this.own.now;
  }

  get timeZone() {
    return this.own.timeZone;
  }

  get paths(): never {
    throw this.refusal();
  }

  get settings(): never {
    throw this.refusal();
  }

  get userFile(): never {
    throw this.refusal();
  }

  setting(name: Parameters<Context['setting']>[0]): string | null {
    return this.own.setting(name);
  }

  abstract progress(words: string): void;

  note(sentence: string): void {
    this.notes.add(sentence);
  }

  protected refuse(): Promise<never> {
    return Promise.reject(this.refusal());
  }
}
