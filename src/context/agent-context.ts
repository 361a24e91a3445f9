import type { Context, SourceWish } from '../context.js';
import { Failure } from '../errors.js';
import { GuardedContext } from './guarded-context.js';

function notForAgents(): Failure {
  return new Failure('usage', 'agents cannot do that', 'ask the user to run it in a terminal');
}

/**
 * What a command gets when an agent runs it: the user's sources, keys and history. There is no model to be asked and
 * nothing that makes pictures, so that nothing can cost money, whatever an agent was talked into.
 */
export class AgentContext extends GuardedContext {
  readonly keyUpkeep = () => this.own.keyUpkeep();
  readonly trackedChannels = () => this.own.trackedChannels();
  readonly videoLooks = () => this.own.videoLooks();
  readonly growth = () => this.own.growth();
  readonly history = () => this.own.history();
  readonly seenVideos = () => this.own.seenVideos();
  readonly textModel = () => Promise.resolve(null);
  readonly pictureStudio = () => this.refuse();
  /** Files come by their real paths, from the one folder that may be read. */
  readonly videoSource = (wish: SourceWish) => this.own.videoSource(wish);

  constructor(
    own: Context,
    private readonly onProgress: (words: string) => void,
  ) {
    super(own, notForAgents);
  }

  get signal() {
    return this.own.signal;
  }

  progress(words: string): void {
    this.onProgress(words);
  }
}
