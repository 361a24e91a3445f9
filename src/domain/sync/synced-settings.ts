/**
 * The settings that follow an account: those that a folder from elsewhere may set too. Addresses and budgets stay, for a
 * hosted account must choose neither where keys are sent nor what is spent unasked.
 */
export const SYNCED_SETTINGS: readonly string[] = [
  'format',
  'tz',
  'source',
  'youtubeUnits',
  'geminiModel',
  'replicateModel',
  'replicateReferenceModel',
  'imagekitFolder',
];
