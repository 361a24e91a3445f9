import { text } from 'node:stream/consumers';
import { pathsFor, userFile, type Paths } from '../config/paths.js';
import { resolveSettings, type ResolvedSetting } from '../config/resolve.js';
import type { SettingName } from '../config/settings.js';
import type { Context, Person, RunWishes, SourceWish, World } from '../context.js';
import type { KeyProvider } from '../domain/key-providers.js';
import type { Progress } from '../output/progress.js';
import type { Http } from '../providers/http/request.js';
import type { HistoryStore, QuotaBook, SuggestSource, TopicSource, VideoSource } from '../providers/ports.js';
import type { TextModel } from '../providers/ports/text-model.js';
import type { PictureViewer } from '../providers/ports/picture-viewer.js';
import type { ApiParts } from '../providers/youtube.js';
import type { Cache } from '../store/cache.js';
import type { Database } from '../store/database.js';
import type { OpenedGeminiBook } from '../store/gemini-book.js';
import type { OpenedBook } from '../store/quota-book.js';
import type { AccountDesk } from './account.js';
import type { CacheUpkeep } from './cache-upkeep.js';
import type { Host } from './host.js';
import type { KeyUpkeep } from './key-upkeep.js';
import { person } from './person.js';
import type { PictureStudio } from './picture-studio.js';
import { readText } from './read-text.js';

/** A context and what the edge does with it afterwards. */
export class WiredContext implements Context {
  readonly now: () => number;
  readonly notes = new Set<string>();
  readonly syncParts = async () => (await import('./sync-parts.js')).syncParts(this, this.world, await this.insight());
  readonly trackedChannels = async () =>
    (await import('./tracked-channels.js')).trackedChannels(await this.insight(), this.world);
  readonly alertDesk: Context['alertDesk'] = async (wish) =>
    (await import('./alert-desk.js')).alertDesk(
      { context: this, world: this.world, insight: () => this.insight() },
      wish,
    );
  readonly reportDesk = async () => (await import('./report-desk.js')).reportDesk(this.world, this.signal);
  readonly seenVideos = async () => new (await import('../store/seen-videos.js')).SeenVideos(await this.insight());
  readonly videoLooks = async () =>
    new (await import('../store/looks/video-looks.js')).VideoLooks(await this.insight());
  readonly growth = async () =>
    (await import('./growth-in-use.js')).growthInUse(this.paths.data, this.videoLooks, this.note.bind(this));
  readonly examine = async (offline: boolean) =>
    (await import('./doctor/examine.js')).examine(this, this.world, { offline, resolve: resolveSettings });
  readonly youtubeKeys = async () => (await this.keysOf('youtube')).length;
  readonly copyText = async (text: string) => (await import('../output/copy-text.js')).copyText(text);
  readonly toolServer = async () => (await import('./remote-tools.js')).remoteTools(this, this.world);
  readonly agentServer = async () =>
    (await import('./agent-server.js')).agentServer(this.world, (...own) => new WiredContext(...own), this.signal);
  private shown: Progress | null = null;
  private opened: { readonly cache: Cache; readonly notes: readonly string[] } | null = null;
  private openingBook: Promise<OpenedBook> | null = null;
  private openedBook: OpenedBook | null = null;
  private openedModelBook: OpenedGeminiBook | null = null;
  private openedInsight: Database | null = null;
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
    const { setPreference, unsetPreference } = await import('../config/user-file.js');
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
        const { fileSource } = await import('../providers/files/file-source.js');
        return fileSource({ ...wish, openStdin: () => this.world.stdin, now: this.world.now });
      }
      case 'feed': {
        const { feedSource } = await import('../providers/feed.js');
        return feedSource({ ...(await this.askParts()), baseUrl: this.setting('feedsUrl') ?? '' });
      }
      case 'api': {
        const { apiSource } = await import('../providers/youtube.js');
        return apiSource(await this.apiParts());
      }
    }
  }

  async topicSource(): Promise<TopicSource | null> {
    await this.showProgress();
    const parts = await this.apiParts();
    if (parts.keys.length === 0) return null;
    const { topicSource } = await import('../providers/youtube/topics.js');
    return topicSource(parts);
  }

  async suggestSource(): Promise<SuggestSource> {
    const { suggestSource } = await import('../providers/suggest.js');
    return suggestSource({ ...(await this.askParts()), baseUrl: this.setting('suggestUrl') ?? '' });
  }

  async textModel(): Promise<TextModel | null> {
    const keys = await this.keysOf('gemini');
    if (keys.length === 0) return null;
    await this.showProgress();
    const { textModel } = await import('./text-model.js');
    return textModel(this, {
      keys,
      http: await this.http(),
      random: this.world.random,
      onBook: (opened) => {
        this.openedModelBook = opened;
      },
    });
  }

  async pictureStudio(): Promise<PictureStudio> {
    const [{ pictureStudio }, http] = await Promise.all([import('./picture-studio.js'), this.http()]);
    return pictureStudio({ context: this, world: this.world, http, keysOf: (provider) => this.keysOf(provider) });
  }

  async pictureViewer(): Promise<PictureViewer> {
    const { pictureViewer } = await import('./picture-viewer.js');
    return pictureViewer({ context: this, world: this.world, http: await this.http() });
  }

  async cacheUpkeep(): Promise<CacheUpkeep> {
    const { cacheUpkeep } = await import('./cache-upkeep.js');
    const { now, random } = this.world;
    return cacheUpkeep({ dir: this.paths.cache, now, random }, this.note.bind(this));
  }

  async keyUpkeep(): Promise<KeyUpkeep> {
    const { keyUpkeep } = await import('./key-upkeep.js');
    return keyUpkeep({
      world: this.world,
      paths: this.paths,
      setting: (name) => this.setting(name) ?? '',
      http: () => this.http(),
      note: this.note.bind(this),
      signal: this.signal,
    });
  }

  async history(): Promise<HistoryStore> {
    const { History } = await import('../store/history.js');
    return new History(await this.insight(), this.world.random);
  }

  get person(): Person {
    return person(this.world, this.signal, () => {
      this.shown?.stop();
      this.shown = null;
    });
  }

  async host(): Promise<Host> {
    const [{ host }, { toolBench }] = await Promise.all([import('./host.js'), import('./tool-bench.js')]);
    const { world, paths } = this;
    const own = (timeZone: string, signal: AbortSignal) =>
      new WiredContext(world, { quiet: true, timeZone, reading: 'normal' }, signal);
    return host({ world, paths, setting: (name) => this.setting(name), bench: toolBench(own) });
  }

  async account(server: string | null): Promise<AccountDesk> {
    const [{ accountDesk }, http] = await Promise.all([import('./account.js'), this.http()]);
    const { world, signal } = this;
    return accountDesk({ world, signal, http, context: this, server: server ?? this.setting('server') });
  }

  /** Takes the progress line away and lets go of files; the notes of what was opened join the others. */
  close(): void {
    this.shown?.stop();
    this.shown = null;
    for (const note of this.opened?.notes ?? []) this.notes.add(note);
    this.opened?.cache.close();
    this.opened = null;
    this.openedInsight?.close();
    this.openedInsight = null;
    // Closing gives units back, which may fail.
    for (const book of [this.openedBook, this.openedModelBook]) {
      book?.close();
      for (const note of book?.notes ?? []) this.notes.add(note);
    }
    [this.openedBook, this.openingBook, this.openedModelBook] = [null, null, null];
  }

  private resolve(): ReturnType<typeof resolveSettings> {
    if (this.resolved === null) {
      const { env, cwd } = this.world;
      const read = (path: string) => readText(path, this.note.bind(this));
      this.resolved = resolveSettings({ env, cwd, paths: this.paths, readText: read });
      for (const note of this.resolved.notes) this.notes.add(note);
    }
    return this.resolved;
  }

  /** `insight.db`, which holds what cannot be fetched again. */
  private async insight(): Promise<Database> {
    if (this.openedInsight === null) {
      const { openInsight } = await import('../store/insight-db.js');
      const { now, random } = this.world;
      const { database, notes } = await openInsight({ dir: this.paths.data, now, random });
      for (const sentence of notes) this.note(sentence);
      this.openedInsight = database;
    }
    return this.openedInsight;
  }

  /** What every source that keeps answers is given. */
  private async askParts(): Promise<Pick<ApiParts, 'http' | 'cache' | 'reading' | 'now'>> {
    const [http, cache] = await Promise.all([this.http(), this.cache()]);
    return { http, cache, reading: this.wishes.reading, now: this.now };
  }

  private async apiParts(): Promise<ApiParts> {
    return {
      ...(await this.askParts()),
      baseUrl: this.setting('youtubeUrl') ?? '',
      keys: await this.keysOf('youtube'),
      book: () => this.book(),
      timeZone: () => this.timeZone,
    };
  }

  private http(): Promise<Http> {
    this.wiredHttp ??= import('./world-http.js').then(({ worldHttp }) => worldHttp(this.world));
    return this.wiredHttp;
  }

  private async cache(): Promise<Cache> {
    if (this.opened === null) {
      const { openCache } = await import('../store/cache.js');
      this.opened = await openCache({ dir: this.paths.cache, now: this.world.now, random: this.world.random });
    }
    return this.opened.cache;
  }

  /** The quota of the keys, booked across processes. Opened by the first request, for kept answers cost nothing. */
  private async book(): Promise<QuotaBook> {
    this.openingBook ??= import('../store/quota-book.js').then(({ openYoutubeBook }) => {
      const { now, random } = this.world;
      return openYoutubeBook({ dir: this.paths.data, now, random, units: Number(this.setting('youtubeUnits')) });
    });
    this.openedBook = await this.openingBook;
    return this.openedBook.book;
  }

  /** The keys of a provider, in the order in which they are used up. @throws Failure `key` */
  private async keysOf(provider: KeyProvider): Promise<readonly string[]> {
    const { keysOf } = await import('./keys-of.js');
    const { keys, notes } = keysOf(provider, this.world, this.paths.config);
    for (const note of notes) this.note(note);
    return keys;
  }

  async showProgress(): Promise<void> {
    const { stderr, env } = this.world;
    if (this.shown !== null || !stderr.isTTY) return;
    const { startProgress, wantsProgress } = await import('../output/progress.js');
    if (wantsProgress(stderr, { quiet: this.wishes.quiet, env })) this.shown = startProgress(stderr, 'starting');
  }
}
