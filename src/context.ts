import type { Paths } from './config/paths.js';
import type { ResolvedSetting } from './config/resolve.js';
import type { SettingName } from './config/settings.js';
import type { AccountDesk } from './context/account.js';
import type { CacheUpkeep } from './context/cache-upkeep.js';
import type { Host } from './context/host.js';
import type { KeyUpkeep } from './context/key-upkeep.js';
import type { ReportDesk } from './context/report-desk.js';
import type { Check } from './domain/doctor/check.js';
import type { Growth } from './domain/robust/growth-curve.js';
import type { PictureStudio } from './context/picture-studio.js';
import type { AgentServer } from './mcp/agent-wish.js';
import type { HistoryStore, Reading, SeenVideos, SuggestSource, TopicSource, VideoSource } from './providers/ports.js';
import type { SyncParts } from './tools/sync.js';
import type { ToolServer } from './providers/ports/tool-server.js';
import type { AlertDesk, AlertWish } from './providers/ports/alerts.js';
import type { TrackedChannels } from './providers/ports/tracked-channels.js';
import type { VideoLooks } from './providers/ports/video-looks.js';
import type { TextModel } from './providers/ports/text-model.js';
import type { PictureViewer } from './providers/ports/picture-viewer.js';

/** What the program needs of the machine it runs on; tests hand in their own. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** The system's IANA time zone. */
  readonly timeZone: string;
  /** Leaves an interrupted run so many milliseconds to let go by itself: what costs has to be cancelled elsewhere. */
  readonly letGoWithin: (ms: number) => void;
  /** Ends a process that leads a group, and all of the group; null where there are no groups. May throw when it has ended. */
  readonly endGroup: ((pid: number) => void) | null;
}

/** What the command line says about the run as a whole. */
export interface RunWishes {
  readonly quiet: boolean;
  readonly timeZone: string | null;
  /** Whether kept answers may be used, or must be. */
  readonly reading: Reading;
}

/** Which source of videos a command wants. */
export type SourceWish =
  | { readonly kind: 'api' | 'feed' }
  | { readonly kind: 'file'; readonly paths: readonly string[]; readonly descriptions: boolean };

/** Whoever sits before the terminal, if anybody does. */
export interface Person {
  /** Whether standard input is typed, and so does not end by itself. */
  readonly typesInput: boolean;
  readonly canBeAsked: boolean;
  /** Asks for a secret, which is not shown. @throws Failure `interrupted` */
  askSecret(question: string): Promise<string>;
  /** Asks for a yes; Enter alone is a no. @throws Failure `interrupted` */
  askYesNo(question: string): Promise<boolean>;
  /** Asks for one of a few, by the words shown for each. @throws Failure `interrupted` */
  askOneOf<T extends string>(
    question: string,
    choices: readonly { readonly words: string; readonly value: T }[],
  ): Promise<T>;
  /** Asks for a line of text, again as long as `wrong` says what is wrong with it. @throws Failure `interrupted` */
  askText(question: string, wrong: (text: string) => string | null): Promise<string>;
  /** Says a sentence at once, on stderr: for what goes on until it is stopped. */
  tell(sentence: string): void;
}

/** What commands get: the one place where things are wired. Nothing heavy is loaded before it is asked for. */
export interface Context {
  /** What to do about a price that is too high, where whoever asked has neither flags nor settings; left out where they have. */
  readonly toSpendMore?: string;
  readonly now: () => number;
  readonly timeZone: string;
  readonly paths: Paths;
  readonly signal: AbortSignal;
  /** The value of a setting, or null. */
  setting(name: SettingName): string | null;
  readonly settings: readonly ResolvedSetting[];
  /** The file that `config set` writes. */
  readonly userFile: string;
  /** Keeps a setting in the user file, or forgets it; gives back what is kept. @throws Failure `usage`, `unexpected` */
  keepSetting(name: string, value: string | null): Promise<string | null>;
  /** Says something beside the result, once: one plain sentence on stderr, silenced by `--quiet`. */
  note(sentence: string): void;
  /** Starts the line of progress where there is one; sources and models start it themselves. */
  showProgress(): Promise<void>;
  progress(words: string): void;
  /** All of standard input. */
  readStdin(): Promise<string>;
  /** How many keys there are for YouTube: in the environment, in `.env`, stored. @throws Failure `key` */
  youtubeKeys(): Promise<number>;
  videoSource(wish: SourceWish): Promise<VideoSource>;
  /** Videos on a topic; null when there is no key for YouTube. @throws Failure `key` when the file of keys cannot be read */
  topicSource(): Promise<TopicSource | null>;
  /** What people type; needs no key. */
  suggestSource(): Promise<SuggestSource>;
  /** The videos met so far. @throws Failure `unexpected` when they cannot be opened */
  seenVideos(): Promise<SeenVideos>;
  /** The language model; null when there is no key for one. @throws Failure `key` when the file of keys cannot be read */
  textModel(): Promise<TextModel | null>;
  /** What makes, finishes and keeps pictures. @throws Failure `key` when the file of keys cannot be read */
  pictureStudio(): Promise<PictureStudio>;
  /** What finds pictures and decodes them. */
  pictureViewer(): Promise<PictureViewer>;
  /** The answers kept between runs, to be looked after. */
  cacheUpkeep(): Promise<CacheUpkeep>;
  /** The keys and what is left of them. @throws Failure `key` when the file of keys cannot be read */
  keyUpkeep(): Promise<KeyUpkeep>;
  /** Everything that was made. @throws Failure `unexpected` when it cannot be opened; `rememberResult` makes a note of that */
  history(): Promise<HistoryStore>;
  readonly person: Person;
  /** The hosted account, on this machine. */
  host(): Promise<Host>;
  /**
   * The hosted account, as its user.
   * @param server what a flag names; null for the setting, or the server of the login
   * @throws Failure `usage`
   */
  account(server: string | null): Promise<AccountDesk>;
  /** The server that runs tools for who is signed in. @throws Failure `key`, `usage` */
  toolServer(): Promise<ToolServer>;
  /** What sync works with, signed in or not. @throws Failure `unexpected`, `key` */
  syncParts(): Promise<SyncParts>;
  /** The channels that are followed. @throws Failure `unexpected` */
  trackedChannels(): Promise<TrackedChannels>;
  /** What was counted of videos at one time and another. @throws Failure `unexpected` */
  videoLooks(): Promise<VideoLooks>;
  /** The growth that ages are compared by: of the looks kept here when there are enough, else the published one. */
  growth(): Promise<Growth>;
  /** What raises alerts and delivers them. @throws Failure `usage`, `key`, `unexpected` */
  alertDesk(wish: AlertWish): Promise<AlertDesk>;
  /** Looks at everything that a run may fail by. @param offline without asking any host */
  examine(offline: boolean): Promise<readonly Check[]>;
  /** What lays out reports and puts them into files. */
  reportDesk(): Promise<ReportDesk>;
  /** The tools for agents, on the standard streams. */
  agentServer(): Promise<AgentServer>;
  /** Puts text on the clipboard; false where there is none. */
  copyText(text: string): Promise<boolean>;
}
