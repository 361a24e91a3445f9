import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathsFor, userFile, type Paths } from './config/paths.js';
import { resolveSettings, type ResolvedSetting } from './config/resolve.js';
import type { SettingName } from './config/settings.js';
import type { CacheUpkeep } from './context/cache-upkeep.js';
import type { KeyUpkeep } from './context/key-upkeep.js';
import { readText } from './context/read-text.js';
import type { Http } from './providers/http/request.js';
import type { QuotaBook, Reading, VideoSource } from './providers/ports.js';
import type { Progress } from './output/progress.js';
import type { Cache } from './store/cache.js';
import type { OpenedBook } from './store/quota-book.js';

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

/** What commands get: the one place where things are wired. Nothing heavy is loaded before it is asked for. */
export interface Context {
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
  progress(words: string): void;
  /** All of standard input. */
  readStdin(): Promise<string>;
  /** How many keys there are for YouTube: in the environment, in `.env`, stored. @throws Failure `key` */
  youtubeKeys(): Promise<number>;
  videoSource(wish: SourceWish): Promise<VideoSource>;
  /** The answers kept between runs, to be looked after. */
  cacheUpkeep(): Promise<CacheUpkeep>;
  /** The keys and what is left of them. @throws Failure `key` when the file of keys cannot be read */
  keyUpkeep(): Promise<KeyUpkeep>;
  readonly stdinIsTerminal: boolean;
  /** Whether somebody sits before the terminal who can be asked. */
  readonly canAsk: boolean;
  /** Asks for a secret, which is not shown. @throws Failure `interrupted` */
  askSecret(question: string): Promise<string>;
}

/** The longest that one request may take with all its tries, milliseconds. */
const REQUEST_TIMEOUT_MS = 15_000;

/** A context and what the edge does with it afterwards. */
export class WiredContext implements Context {
  readonly now: () => number;
  readonly notes = new Set<string>();
  private shown: Progress | null = null;
  private opened: { readonly cache: Cache; readonly notes: readonly string[] } | null = null;
  private openingBook: Promise<OpenedBook> | null = null;
  private openedBook: OpenedBook | null = null;
  private wiredHttp: Promise<Http> | null = null;
  private resolved: ReturnType<typeof resolveSettings> | null = null;

  constructor(
    private readonly world: World,
    private readonly wishes: RunWishes,
    readonly signal: AbortSignal,
  ) {
    this.now = world.now;
  }

  get paths(): Paths {
    return pathsFor(this.world);
  }

  get settings(): readonly ResolvedSetting[] {
    return this.resolve().list;
  }

  setting(name: SettingName): string | null {
    return this.resolve().values.get(name);
  }

  get timeZone(): string {
    return this.wishes.timeZone ?? this.setting('tz') ?? this.world.timeZone;
  }

  get userFile(): string {
    return userFile(this.paths.config);
  }

  async keepSetting(name: string, value: string | null): Promise<string | null> {
    const { setPreference, unsetPreference } = await import('./config/user-file.js');
    const { config } = this.paths;
    const change = await (value === null ? unsetPreference(config, name) : setPreference(config, name, value));
    if (change.note !== null) this.note(change.note);
    return change.value;
  }

  note(sentence: string): void {
    this.notes.add(sentence);
  }

  progress(words: string): void {
    this.shown?.say(words);
  }

  readStdin(): Promise<string> {
    return text(this.world.stdin);
  }

  async videoSource(wish: SourceWish): Promise<VideoSource> {
    await this.showProgress();
    switch (wish.kind) {
      case 'file': {
        const { fileSource } = await import('./providers/files/file-source.js');
        return fileSource({ ...wish, openStdin: () => this.world.stdin, now: this.world.now });
      }
      case 'feed': {
        const { feedSource } = await import('./providers/feed.js');
        const [http, cache] = await Promise.all([this.http(), this.cache()]);
        const { reading } = this.wishes;
        return feedSource({ baseUrl: this.setting('feedsUrl') ?? '', http, cache, reading, now: this.now });
      }
      case 'api': {
        const { apiSource } = await import('./providers/youtube.js');
        const keys = await this.keysOfYoutube();
        const [http, cache] = await Promise.all([this.http(), this.cache()]);
        return apiSource({
          baseUrl: this.setting('youtubeUrl') ?? '',
          keys,
          book: () => this.book(),
          http,
          cache,
          reading: this.wishes.reading,
          now: this.now,
          timeZone: () => this.timeZone,
        });
      }
    }
  }

  async youtubeKeys(): Promise<number> {
    return (await this.keysOfYoutube()).length;
  }

  async cacheUpkeep(): Promise<CacheUpkeep> {
    const { cacheUpkeep } = await import('./context/cache-upkeep.js');
    const { now, random } = this.world;
    return cacheUpkeep({ dir: this.paths.cache, now, random }, (sentence) => {
      this.note(sentence);
    });
  }

  async keyUpkeep(): Promise<KeyUpkeep> {
    const { keyUpkeep } = await import('./context/key-upkeep.js');
    const { env, cwd, now, random } = this.world;
    return keyUpkeep({
      env,
      dotEnv: this.textOf(join(cwd, '.env')),
      paths: this.paths,
      setting: (name) => this.setting(name) ?? '',
      http: () => this.http(),
      now,
      random,
      note: (sentence) => {
        this.note(sentence);
      },
      signal: this.signal,
    });
  }

  get stdinIsTerminal(): boolean {
    return this.world.stdin.isTTY;
  }

  get canAsk(): boolean {
    return this.world.stdin.isTTY && this.world.stderr.isTTY;
  }

  async askSecret(question: string): Promise<string> {
    const { askSecret } = await import('./output/ask-secret.js');
    return askSecret(question, { input: this.world.stdin, output: this.world.stderr, signal: this.signal });
  }

  /** Takes the progress line away and lets go of files; the notes of what was opened join the others. */
  close(): void {
    this.shown?.stop();
    this.shown = null;
    for (const note of this.opened?.notes ?? []) this.notes.add(note);
    this.opened?.cache.close();
    this.opened = null;
    // Closing gives units back, which may fail.
    this.openedBook?.close();
    for (const note of this.openedBook?.notes ?? []) this.notes.add(note);
    this.openedBook = null;
    this.openingBook = null;
  }

  private resolve(): ReturnType<typeof resolveSettings> {
    if (this.resolved === null) {
      this.resolved = resolveSettings({
        env: this.world.env,
        cwd: this.world.cwd,
        paths: this.paths,
        readText: (path) => this.textOf(path),
      });
      for (const note of this.resolved.notes) this.notes.add(note);
    }
    return this.resolved;
  }

  private textOf(path: string): string | null {
    return readText(path, (sentence) => {
      this.note(sentence);
    });
  }

  private http(): Promise<Http> {
    this.wiredHttp ??= import('./providers/http/request.js').then(({ createHttp }) =>
      createHttp({
        fetch: this.world.fetch,
        now: this.world.now,
        random: this.world.random,
        sleep: (ms, signal) => sleep(ms, undefined, { signal }),
        timeoutMs: REQUEST_TIMEOUT_MS,
      }),
    );
    return this.wiredHttp;
  }

  private async cache(): Promise<Cache> {
    if (this.opened === null) {
      const { openCache } = await import('./store/cache.js');
      this.opened = await openCache({ dir: this.paths.cache, now: this.world.now, random: this.world.random });
    }
    return this.opened.cache;
  }

  /** The quota of the keys, booked across processes. Opened by the first request, for kept answers cost nothing. */
  private async book(): Promise<QuotaBook> {
    this.openingBook ??= import('./store/quota-book.js').then(({ openYoutubeBook }) => {
      const { now, random } = this.world;
      return openYoutubeBook({ dir: this.paths.data, now, random, units: Number(this.setting('youtubeUnits')) });
    });
    this.openedBook = await this.openingBook;
    return this.openedBook.book;
  }

  private async keysOfYoutube(): Promise<readonly string[]> {
    const [{ readKeys }, { knownKeys }] = await Promise.all([
      import('./config/credentials.js'),
      import('./config/known-keys.js'),
    ]);
    const { keys: stored, notes } = readKeys(this.paths.config);
    for (const note of notes) this.note(note);
    const known = knownKeys({ env: this.world.env, dotEnv: this.textOf(join(this.world.cwd, '.env')), stored });
    return known.map(({ key }) => key);
  }

  private async showProgress(): Promise<void> {
    const { stderr, env } = this.world;
    if (this.shown !== null || !stderr.isTTY) return;
    const { startProgress, wantsProgress } = await import('./output/progress.js');
    if (wantsProgress(stderr, { quiet: this.wishes.quiet, env })) this.shown = startProgress(stderr, 'starting');
  }
}
