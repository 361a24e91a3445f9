import { baseUrlProblem, withSlash } from './base-url.js';
import { either, quoted } from './in-words.js';
import { PICTURE_SETTINGS } from './picture-settings.js';
import { SERVER_SETTINGS } from './server-settings.js';

/** Where a setting can stand, the strongest first. */
export const PLACES = ['environment', '.env', 'project', 'user'] as const;
export type Place = (typeof PLACES)[number];

export type SettingName =
  | 'format'
  | 'tz'
  | 'source'
  | 'youtubeApiKey'
  | 'youtubeUnits'
  | 'youtubeUrl'
  | 'feedsUrl'
  | 'geminiApiKey'
  | 'geminiModel'
  | 'geminiUrl'
  | 'replicateUrl'
  | 'suggestUrl'
  | 'thumbsUrl'
  | (typeof PICTURE_SETTINGS)[number]['name']
  | (typeof SERVER_SETTINGS)[number]['name']
  | 'webhookSecret'
  | 'askAboveUsd'
  | 'home'
  | 'NO_COLOR'
  | 'FORCE_COLOR';

export interface Setting {
  /** Also its key in the project file and the user file. */
  readonly name: SettingName;
  /** Its variable in the environment and in `.env`. */
  readonly env: string;
  /** One line for help, docs and `.env.example`. */
  readonly describe: string;
  readonly fallback: string | null;
  readonly places: readonly Place[];
  readonly choices?: readonly string[];
  /** Never shown, and never kept in a file of settings. */
  readonly secret?: true;
  /** An empty variable counts as set. */
  readonly emptyCounts?: true;
  /** What is wrong with a value, worded to follow the setting's name; null when nothing is. */
  readonly check?: (value: string) => string | null;
  /** The one form of a good value that the rest of the program sees. */
  readonly tidy?: (value: string) => string;
}

const ANYWHERE = PLACES;
/** A key in a settings file would be committed or synced sooner or later. */
const SECRET_PLACES = ['environment', '.env'] as const;
/** A folder that came from elsewhere must not be able to choose who receives the stored keys. */
const ADDRESS_PLACES = ['environment', 'user'] as const;
const ENVIRONMENT_ONLY = ['environment'] as const;

const ADDRESS = { places: ADDRESS_PLACES, check: baseUrlProblem, tidy: withSlash };

function zoneProblem(text: string): string | null {
  const problem = `takes a time zone such as Europe/Paris, not ${quoted(text)}`;
  // Newer versions of Node also take offsets, which know no summer time.
  if (/^[+-]/.test(text)) return problem;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return null;
  } catch {
    return problem;
  }
}

function unitsProblem(text: string): string | null {
  return /^[1-9]\d{0,11}$/.test(text) ? null : `takes a whole number from 1, not ${quoted(text)}`;
}

function modelProblem(text: string): string | null {
  return /^[a-z0-9][a-z0-9.-]{0,99}$/.test(text) ? null : `takes the name of a model, not ${quoted(text)}`;
}

function usdProblem(text: string): string | null {
  return /^\d{1,6}(\.\d{1,6})?$/.test(text) ? null : `takes US dollars such as 0.10, not ${quoted(text)}`;
}

/** Every setting: the one table behind resolution, help, docs and `config`. */
export const SETTINGS: readonly Setting[] = [
  {
    name: 'format',
    env: 'INSIGHT_FORMAT',
    describe: 'how results are printed',
    fallback: 'table',
    places: ANYWHERE,
    choices: ['table', 'json', 'ndjson', 'csv', 'tsv', 'md'],
  },
  {
    name: 'tz',
    env: 'INSIGHT_TZ',
    describe: "time zone of days and weeks, such as Europe/Paris; without it the system's",
    fallback: null,
    places: ANYWHERE,
    check: zoneProblem,
  },
  {
    name: 'source',
    env: 'INSIGHT_SOURCE',
    describe: 'where videos come from: the API, the public feed, or the API when there is a key (auto)',
    fallback: 'auto',
    places: ANYWHERE,
    choices: ['auto', 'api', 'feed'],
  },
  {
    name: 'youtubeApiKey',
    env: 'YOUTUBE_API_KEY',
    describe: 'key for the YouTube Data API; more of them as _1, _2 …; without one the public feed is read',
    fallback: null,
    places: SECRET_PLACES,
    secret: true,
  },
  {
    name: 'youtubeUnits',
    env: 'INSIGHT_YOUTUBE_UNITS',
    describe: 'units that each YouTube key has a day; Google grants some projects more',
    fallback: '10000',
    places: ANYWHERE,
    check: unitsProblem,
  },
  {
    name: 'youtubeUrl',
    env: 'INSIGHT_YOUTUBE_URL',
    describe: 'address of the YouTube Data API, for a gateway',
    fallback: 'https://youtube.googleapis.com/',
    ...ADDRESS,
  },
  {
    name: 'feedsUrl',
    env: 'INSIGHT_FEEDS_URL',
    describe: 'address of the public feeds and channel pages, for a gateway',
    fallback: 'https://www.youtube.com/',
    ...ADDRESS,
  },
  {
    name: 'suggestUrl',
    env: 'INSIGHT_SUGGEST_URL',
    describe: 'address of the autocomplete of YouTube, for a gateway',
    fallback: 'https://suggestqueries.google.com/',
    ...ADDRESS,
  },
  {
    name: 'thumbsUrl',
    env: 'INSIGHT_THUMBS_URL',
    describe: 'address of the pictures of videos, for a gateway',
    fallback: 'https://i.ytimg.com/',
    ...ADDRESS,
  },
  {
    name: 'geminiApiKey',
    env: 'GEMINI_API_KEY',
    describe: 'key for Gemini, a language model; more of them as _1, _2 …; without one there is no model',
    fallback: null,
    places: SECRET_PLACES,
    secret: true,
  },
  {
    name: 'geminiModel',
    env: 'INSIGHT_GEMINI_MODEL',
    describe: 'which Gemini model writes',
    fallback: 'gemini-3.8-flash',
    places: ANYWHERE,
    check: modelProblem,
  },
  {
    name: 'geminiUrl',
    env: 'INSIGHT_GEMINI_URL',
    describe: 'address of the Gemini API, for a gateway',
    fallback: 'https://generativelanguage.googleapis.com/',
    ...ADDRESS,
  },
  {
    name: 'replicateUrl',
    env: 'INSIGHT_REPLICATE_URL',
    describe: 'address of the Replicate API, for a gateway',
    fallback: 'https://api.replicate.com/',
    ...ADDRESS,
  },
  ...PICTURE_SETTINGS,
  ...SERVER_SETTINGS,
  {
    name: 'webhookSecret',
    env: 'INSIGHT_WEBHOOK_SECRET',
    describe: 'signs the webhooks of track run (whsec_…); two with a space between while one is changed',
    fallback: null,
    places: SECRET_PLACES,
    secret: true,
  },
  {
    name: 'askAboveUsd',
    env: 'INSIGHT_ASK_ABOVE_USD',
    describe: 'US dollars that one command may cost before it asks; a script then needs --yes',
    fallback: '0.10',
    // Nor may such a folder decide what is spent unasked.
    places: ADDRESS_PLACES,
    check: usdProblem,
  },
  {
    name: 'home',
    env: 'INSIGHT_HOME',
    describe: 'one folder for all settings, data and caches, instead of those of the system',
    fallback: null,
    places: ENVIRONMENT_ONLY,
  },
  {
    name: 'NO_COLOR',
    env: 'NO_COLOR',
    describe: 'no colours (see no-color.org)',
    fallback: null,
    places: ENVIRONMENT_ONLY,
    emptyCounts: true,
  },
  {
    name: 'FORCE_COLOR',
    env: 'FORCE_COLOR',
    describe: 'colours even in a pipe; 0 or false for none',
    fallback: null,
    places: ENVIRONMENT_ONLY,
  },
];

/** A setting by its name or by its variable; null for any other word. */
export function settingNamed(word: string): Setting | null {
  return SETTINGS.find(({ name, env }) => name === word || env === word) ?? null;
}

/** What is wrong with a value, worded to follow the setting's name; null when nothing is. */
export function problemWith(setting: Setting, value: string): string | null {
  const { choices, check } = setting;
  if (choices?.includes(value.toLowerCase()) === false) return `takes ${either(choices)}, not ${quoted(value)}`;
  return check?.(value) ?? null;
}

/** A good value in the form that the rest of the program sees. */
export function tidied(setting: Setting, value: string): string {
  return setting.choices === undefined ? (setting.tidy?.(value) ?? value) : value.toLowerCase();
}

const PLACE_WORDS: Record<Place, string> = {
  environment: 'the environment',
  '.env': '.env',
  project: 'insight.config.json',
  user: "the user's own settings",
};

/** Where a setting may stand, as words: `the environment or .env`. */
export function placesOf(setting: Setting): string {
  return either(setting.places.map((place) => PLACE_WORDS[place]));
}
