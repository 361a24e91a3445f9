/**
 * What `import … from 'insightstream'` gives: the rules behind the figures, without files, keys, network or clock.
 * The one file that only hands on what others own: a package has one door, and this list is what it promises.
 */
export { countHashtags } from './library/count-hashtags.js';
export { findOutliers, type Outliers, type RobustOutliers } from './library/find-outliers.js';
export { forecastViews } from './library/forecast-views.js';
export { formatOf } from './library/format-of.js';
export { measureStreak, type Streak } from './library/measure-streak.js';
export { scoreTitle, type TitleInput } from './library/score-title.js';
export { seenIds, verifyWebhook, WebhookRefused } from './domain/alerts/verify-webhook.js';
export { hashtagsIn } from './domain/hashtags.js';
export { parseDuration } from './domain/duration.js';
export type { Instant } from './library/instant.js';
export type { VideoInput } from './library/video-input.js';
export type { Alert } from './domain/alerts/alert.js';
export type { SeenIds, VerifiedWebhook, WebhookHeaders, WebhookRefusal } from './domain/alerts/verify-webhook.js';
export type { AnalysedVideo, AnalysisSummary } from './domain/analysis.js';
export type { FormatVerdict } from './domain/format.js';
export type { HashtagFigures, HashtagReport } from './domain/hashtag-report.js';
export type { NextViews } from './domain/robust/next-views.js';
export type { RobustSummary, RobustVideo } from './domain/robust/robust-analysis.js';
export type { SeoPart, SeoScore } from './domain/seo/seo-score.js';
