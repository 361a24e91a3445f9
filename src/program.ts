import type { Command } from './command.js';

type Load = () => Promise<Command>;

/** A command, or a group of them (`config list`). */
export type Entry = Load | Readonly<Record<string, Load>>;

/**
 * The command tree, in the order of the help. Only the chosen command's module is loaded, so the names stand here and
 * everything else in the command's own declaration.
 */
export const COMMANDS: Readonly<Record<string, Readonly<Record<string, Entry>>>> = {
  'See what works': {
    outliers: async () => (await import('./commands/outliers.js')).outliers,
    streak: async () => (await import('./commands/streak.js')).streak,
    hashtags: async () => (await import('./commands/hashtags.js')).hashtags,
    keywords: async () => (await import('./commands/keywords.js')).keywords,
    videos: async () => (await import('./commands/videos.js')).videos,
    track: {
      add: async () => (await import('./commands/track.js')).trackAdd,
      run: async () => (await import('./commands/track-run.js')).trackRun,
      list: async () => (await import('./commands/track.js')).trackList,
      show: async () => (await import('./commands/track-show.js')).trackShow,
      export: async () => (await import('./commands/track-export.js')).trackExport,
      remove: async () => (await import('./commands/track.js')).trackRemove,
    },
    sweep: async () => (await import('./commands/sweep.js')).sweep,
    gap: async () => (await import('./commands/gap.js')).gap,
    compare: async () => (await import('./commands/compare.js')).compare,
    report: async () => (await import('./commands/report.js')).report,
    demo: async () => (await import('./commands/demo.js')).demo,
  },
  'Make the next one': {
    concepts: async () => (await import('./commands/concepts.js')).concepts,
    thumbnails: {
      search: async () => (await import('./commands/thumbnails-search.js')).thumbnailsSearch,
      index: async () => (await import('./commands/thumbnails-index.js')).thumbnailsIndex,
      generate: async () => (await import('./commands/thumbnails-generate.js')).thumbnailsGenerate,
      similar: async () => (await import('./commands/thumbnails-similar.js')).thumbnailsSimilar,
      tags: async () => (await import('./commands/thumbnails-tags.js')).thumbnailsTags,
    },
    score: {
      title: async () => (await import('./commands/score-title.js')).scoreTitleCommand,
      thumbnail: async () => (await import('./commands/score-thumbnail.js')).scoreThumbnailCommand,
    },
  },
  'Find it again': {
    history: {
      list: async () => (await import('./commands/history.js')).historyList,
      show: async () => (await import('./commands/history-show.js')).historyShow,
      delete: async () => (await import('./commands/history.js')).historyDelete,
      export: async () => (await import('./commands/history.js')).historyExport,
    },
  },
  'Take it along': {
    login: async () => (await import('./commands/account.js')).login,
    logout: async () => (await import('./commands/account.js')).logout,
    whoami: async () => (await import('./commands/account.js')).whoami,
    sync: async () => (await import('./commands/sync.js')).syncCommand,
  },
  'Host accounts': {
    serve: async () => (await import('./commands/serve.js')).serve,
    admin: {
      create: async () => (await import('./commands/admin-create.js')).adminCreate,
      stats: async () => (await import('./commands/admin-stats.js')).adminStats,
      users: async () => (await import('./commands/admin.js')).adminUsers,
      suspend: async () => (await import('./commands/admin.js')).adminSuspend,
      activate: async () => (await import('./commands/admin.js')).adminActivate,
      role: async () => (await import('./commands/admin.js')).adminRole,
      plan: async () => (await import('./commands/admin.js')).adminPlan,
      sessions: async () => (await import('./commands/admin-sessions.js')).adminSessions,
      'reset-link': async () => (await import('./commands/admin-reset-link.js')).adminResetLink,
      audit: async () => (await import('./commands/admin-audit.js')).adminAudit,
      backup: async () => (await import('./commands/admin-backup.js')).adminBackup,
    },
  },
  'Set up': {
    keys: {
      add: async () => (await import('./commands/keys.js')).keysAdd,
      list: async () => (await import('./commands/keys.js')).keysList,
      remove: async () => (await import('./commands/keys.js')).keysRemove,
      test: async () => (await import('./commands/keys.js')).keysTest,
    },
    mcp: async () => (await import('./commands/mcp.js')).mcp,
    quota: async () => (await import('./commands/quota.js')).quota,
    cache: {
      path: async () => (await import('./commands/cache.js')).cachePath,
      stats: async () => (await import('./commands/cache.js')).cacheStats,
      clear: async () => (await import('./commands/cache.js')).cacheClear,
    },
    config: {
      list: async () => (await import('./commands/config.js')).configList,
      get: async () => (await import('./commands/config.js')).configGet,
      set: async () => (await import('./commands/config.js')).configSet,
      unset: async () => (await import('./commands/config.js')).configUnset,
      path: async () => (await import('./commands/config.js')).configPath,
    },
    doctor: async () => (await import('./commands/doctor.js')).doctor,
    completion: async () => (await import('./commands/completion.js')).completion,
  },
};

/** What a group does whose verb was left out: `insight history concepts` lists. Any other group alone shows its help. */
export const USUAL_VERBS: Readonly<Record<string, string>> = { history: 'list' };

/** The texts of `insight help TOPIC`, each loaded when asked for. */
export const TOPICS = {
  methods: 'the formulas behind the figures',
  'exit-codes': 'what the exit codes mean',
  environment: 'settings and environment variables',
} as const;

/** Every entry by its name, without the headings. Has no prototype: `insight toString` names nothing. */
export function entries(): Readonly<Record<string, Entry>> {
  return Object.assign(Object.create(null) as object, ...Object.values(COMMANDS)) as Record<string, Entry>;
}

/** Every command, loaded: for the generated docs and the tests of the whole tree. */
export async function allCommands(): Promise<readonly Command[]> {
  const loads = Object.values(entries()).flatMap((entry) =>
    typeof entry === 'function' ? [entry] : Object.values(entry),
  );
  return Promise.all(loads.map((load) => load()));
}
