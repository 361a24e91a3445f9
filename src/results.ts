import type { PlanReport } from './domain/planned-cost.js';
import type { FailureReport, SubjectFailure } from './errors.js';
import type { AgentResult } from './mcp/agent-wish.js';
import type { ConfigPlaces, KeptSettings, SettingsList, ShownSettings } from './results/settings.js';
import type { CompletionScript } from './results/completion.js';
import type { DoctorReport } from './results/doctor.js';
import type { FollowedChannels, FollowedRow, SnapshotRow } from './results/followed-channels.js';
import type { ChangedKeys, KeysList, QuotaReport } from './results/keys.js';
import type {
  AuditPage,
  EndedSessions,
  NewLink,
  NewUser,
  OneUser,
  ServerTotals,
  UsersPage,
} from './results/administration.js';
import type { CacheFile, DatabaseCopy, ServedTime } from './results/places.js';
import type { Account, EndedLogin } from './results/account.js';
import type { Alert } from './domain/alerts/alert.js';
import type { TrackRunResult } from './tools/alerts/alerting.js';
import type { CacheReport } from './tools/cache-report.js';
import type { ChannelProfile } from './tools/channel-profile.js';
import type { KeptConcepts } from './tools/concepts/make-concepts.js';
import type { DemoResult } from './tools/demo.js';
import type { HashtagsResult } from './tools/hashtags.js';
import type { DeletedEntries, HistoryResult, WholeEntry } from './tools/history.js';
import type { KeywordsResult } from './tools/keywords/keywords.js';
import type { GapResult } from './tools/niche/gap.js';
import type { SweepResult } from './tools/niche/sweep.js';
import type { OutliersResult, RobustResult } from './tools/outliers.js';
import type { ReportedProfile } from './tools/report-channel.js';
import type { PictureTagsResult, ThumbnailScoreResult } from './tools/score-thumbnail.js';
import type { TitleScoreResult } from './tools/score-title.js';
import type { SimilarResult } from './tools/similar-thumbnails.js';
import type { StreakResult } from './tools/streak.js';
import type { SyncReport } from './tools/sync.js';
import type { TestedKeys } from './tools/test-keys.js';
import type { IndexResult } from './tools/thumbnail-index.js';
import type { ThumbnailsResult as FoundThumbnails } from './tools/thumbnail-search.js';
import type { NamedThumbnails } from './tools/thumbnails/make-thumbnails.js';
import type { TopicHashtagsResult } from './tools/topic-hashtags.js';
import type { VideosResult } from './tools/videos.js';
import type { KeptFigure } from './tools/watch/kept-figures.js';
import type { ShowResult } from './tools/watch/show-watched.js';

/**
 * What each command gives for one subject, by the command's name. `defineCommand` takes no command without a line here,
 * and none whose results are of another type; `npm run docs` makes docs/json.md and docs/schemas of it. The docstrings of
 * the fields are what is said of them there; of a row's fields it is what its column says.
 */
export interface Results {
  readonly outliers: OutliersResult | RobustResult;
  readonly streak: StreakResult;
  readonly hashtags: HashtagsResult | TopicHashtagsResult;
  readonly keywords: KeywordsResult;
  readonly videos: VideosResult;
  readonly 'track add': SnapshotRow;
  readonly 'track run': TrackRunResult | Alert;
  readonly 'track list': FollowedChannels;
  readonly 'track show': ShowResult;
  readonly 'track export': KeptFigure;
  readonly 'track remove': FollowedRow;
  readonly sweep: SweepResult;
  readonly gap: GapResult;
  readonly compare: ChannelProfile;
  readonly report: ReportedProfile;
  readonly demo: DemoResult;
  readonly concepts: KeptConcepts;
  readonly 'thumbnails search': FoundThumbnails;
  readonly 'thumbnails index': IndexResult;
  readonly 'thumbnails generate': NamedThumbnails;
  readonly 'thumbnails similar': SimilarResult;
  readonly 'thumbnails tags': PictureTagsResult;
  readonly 'score title': TitleScoreResult;
  readonly 'score thumbnail': ThumbnailScoreResult;
  readonly 'history list': HistoryResult;
  readonly 'history show': WholeEntry;
  readonly 'history delete': DeletedEntries;
  readonly 'history export': WholeEntry;
  readonly login: Account;
  readonly logout: EndedLogin;
  readonly whoami: Account;
  readonly sync: SyncReport;
  readonly serve: ServedTime;
  readonly mcp: AgentResult;
  readonly 'admin create': NewUser;
  readonly 'admin stats': ServerTotals;
  readonly 'admin users': UsersPage;
  readonly 'admin suspend': OneUser;
  readonly 'admin activate': OneUser;
  readonly 'admin role': OneUser;
  readonly 'admin plan': OneUser;
  readonly 'admin sessions': EndedSessions;
  readonly 'admin reset-link': NewLink;
  readonly 'admin audit': AuditPage;
  readonly 'admin backup': DatabaseCopy;
  readonly 'keys add': ChangedKeys;
  readonly 'keys list': KeysList;
  readonly 'keys remove': ChangedKeys;
  readonly 'keys test': TestedKeys;
  readonly quota: QuotaReport;
  readonly 'cache path': CacheFile;
  readonly 'cache stats': CacheReport;
  readonly 'cache clear': CacheReport;
  readonly doctor: DoctorReport;
  readonly completion: CompletionScript;
  readonly 'config list': SettingsList;
  readonly 'config get': ShownSettings;
  readonly 'config set': KeptSettings;
  readonly 'config unset': KeptSettings;
  readonly 'config path': ConfigPlaces;
  /** Of every command. */
  readonly '--plan': PlanReport;
}

/** What is printed where something failed. */
export interface Failures {
  /** On stderr, and nothing on stdout: what `--json` says when a command fails as a whole. */
  readonly error: FailureReport;
  /** On stdout, in the place of one of several subjects. */
  readonly 'failed subject': SubjectFailure;
}
