/** Whose keys there can be. */
export const KEY_PROVIDERS = ['youtube', 'gemini', 'replicate', 'pollinations', 'imagekit'] as const;
export type KeyProvider = (typeof KEY_PROVIDERS)[number];

/** A provider's name as it writes it, and the variable that holds a key of it; more keys have `_1`, `_2` … behind. */
export const KEY_NAMES: Readonly<Record<KeyProvider, { readonly title: string; readonly variable: string }>> = {
  youtube: { title: 'YouTube', variable: 'YOUTUBE_API_KEY' },
  gemini: { title: 'Gemini', variable: 'GEMINI_API_KEY' },
  replicate: { title: 'Replicate', variable: 'REPLICATE_API_TOKEN' },
  pollinations: { title: 'Pollinations', variable: 'POLLINATIONS_API_KEY' },
  imagekit: { title: 'ImageKit', variable: 'IMAGEKIT_PRIVATE_KEY' },
};
