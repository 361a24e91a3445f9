/** What a parameter of the API may be. Written by hand; `test/contract` compares them with Google's discovery document. */
export interface Parameter {
  readonly type: 'string' | 'integer' | 'boolean';
  readonly repeated?: true;
  readonly required?: true;
  readonly values?: readonly string[];
  readonly range?: readonly [min: number, max: number];
}

export interface Operation {
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly parts: readonly string[];
  /** Exactly one of these selects what is listed; empty when nothing must be selected. */
  readonly filters: readonly string[];
  readonly bucket: 'units' | 'searches' | 'stats';
}

const text: Parameter = { type: 'string' };
const flag: Parameter = { type: 'boolean' };
const ids: Parameter = { type: 'string', repeated: true };
const part: Parameter = { type: 'string', repeated: true, required: true };
const fromZero: Parameter = { type: 'integer', range: [0, 50] };
const pixels: Parameter = { type: 'integer', range: [72, 8192] };
const oneOf = (...values: string[]): Parameter => ({ type: 'string', values });

/** Parameters that every operation takes. */
export const COMMON: Readonly<Record<string, Parameter>> = {
  '$.xgafv': oneOf('1', '2'),
  access_token: text,
  alt: oneOf('json', 'media', 'proto'),
  callback: text,
  fields: text,
  key: text,
  oauth_token: text,
  prettyPrint: flag,
  quotaUser: text,
  uploadType: text,
  upload_protocol: text,
};

export const OPERATIONS = {
  '/youtube/v3/channels': {
    parameters: {
      part,
      id: ids,
      maxResults: fromZero,
      categoryId: text,
      forHandle: text,
      forUsername: text,
      hl: text,
      managedByMe: flag,
      mine: flag,
      mySubscribers: flag,
      onBehalfOfContentOwner: text,
      pageToken: text,
    },
    parts: [
      'id',
      'snippet',
      'statistics',
      'contentDetails',
      'status',
      'brandingSettings',
      'topicDetails',
      'localizations',
    ],
    filters: ['id', 'forHandle', 'forUsername', 'mine', 'managedByMe', 'categoryId', 'mySubscribers'],
    bucket: 'units',
  },
  '/youtube/v3/channelSections': {
    parameters: { part, channelId: text, hl: text, id: ids, mine: flag, onBehalfOfContentOwner: text },
    parts: ['id', 'snippet', 'contentDetails'],
    filters: ['channelId', 'id', 'mine'],
    bucket: 'units',
  },
  '/youtube/v3/playlistItems': {
    parameters: {
      part,
      id: ids,
      maxResults: fromZero,
      onBehalfOfContentOwner: text,
      pageToken: text,
      playlistId: text,
      videoId: text,
    },
    parts: ['id', 'snippet', 'contentDetails', 'status'],
    // Not `videoId`, which narrows another one.
    filters: ['id', 'playlistId'],
    bucket: 'units',
  },
  '/youtube/v3/videos': {
    parameters: {
      part,
      id: ids,
      chart: oneOf('chartUnspecified', 'mostPopular'),
      hl: text,
      locale: text,
      maxHeight: pixels,
      maxResults: { type: 'integer', range: [1, 50] },
      maxWidth: pixels,
      myRating: oneOf('none', 'like', 'dislike'),
      onBehalfOfContentOwner: text,
      pageToken: text,
      regionCode: text,
      videoCategoryId: text,
    },
    parts: [
      'id',
      'snippet',
      'contentDetails',
      'statistics',
      'liveStreamingDetails',
      'status',
      'player',
      'topicDetails',
      'localizations',
    ],
    filters: ['id', 'chart', 'myRating'],
    bucket: 'units',
  },
  '/youtube/v3/videos:batchGetStats': {
    parameters: { part, id: { ...ids, required: true }, onBehalfOfContentOwner: text },
    parts: ['id', 'snippet', 'statistics', 'contentDetails'],
    filters: ['id'],
    bucket: 'stats',
  },
  '/youtube/v3/videoCategories': {
    parameters: { part, id: ids, hl: text, regionCode: text },
    parts: ['id', 'snippet'],
    filters: ['id', 'regionCode'],
    bucket: 'units',
  },
  '/youtube/v3/search': {
    parameters: {
      part,
      maxResults: fromZero,
      channelId: text,
      channelType: oneOf('channelTypeUnspecified', 'any', 'show'),
      eventType: oneOf('none', 'upcoming', 'live', 'completed'),
      forContentOwner: flag,
      forDeveloper: flag,
      forMine: flag,
      location: text,
      locationRadius: text,
      onBehalfOfContentOwner: text,
      order: oneOf('searchSortUnspecified', 'date', 'rating', 'viewCount', 'relevance', 'title', 'videoCount'),
      pageToken: text,
      publishedAfter: text,
      publishedBefore: text,
      q: text,
      regionCode: text,
      relevanceLanguage: text,
      safeSearch: oneOf('safeSearchSettingUnspecified', 'none', 'moderate', 'strict'),
      topicId: text,
      type: ids,
      videoCaption: oneOf('videoCaptionUnspecified', 'any', 'closedCaption', 'none'),
      videoCategoryId: text,
      videoDefinition: oneOf('any', 'standard', 'high'),
      videoDimension: oneOf('any', '2d', '3d'),
      videoDuration: oneOf('videoDurationUnspecified', 'any', 'short', 'medium', 'long'),
      videoEmbeddable: oneOf('videoEmbeddableUnspecified', 'any', 'true'),
      videoLicense: oneOf('any', 'youtube', 'creativeCommon'),
      videoPaidProductPlacement: oneOf('videoPaidProductPlacementUnspecified', 'any', 'true'),
      videoSyndicated: oneOf('videoSyndicatedUnspecified', 'any', 'true'),
      videoType: oneOf('videoTypeUnspecified', 'any', 'movie', 'episode'),
    },
    parts: ['id', 'snippet'],
    filters: [],
    bucket: 'searches',
  },
  '/youtube/v3/commentThreads': {
    parameters: {
      part,
      id: ids,
      allThreadsRelatedToChannelId: text,
      channelId: text,
      maxResults: { type: 'integer', range: [1, 100] },
      moderationStatus: oneOf('published', 'heldForReview', 'likelySpam', 'rejected'),
      order: oneOf('orderUnspecified', 'time', 'relevance'),
      pageToken: text,
      postId: text,
      searchTerms: text,
      textFormat: oneOf('textFormatUnspecified', 'html', 'plainText'),
      videoId: text,
    },
    parts: ['id', 'snippet', 'replies'],
    filters: ['id', 'allThreadsRelatedToChannelId', 'channelId', 'postId', 'videoId'],
    bucket: 'units',
  },
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationPath = keyof typeof OPERATIONS;
