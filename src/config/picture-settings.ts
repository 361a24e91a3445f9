import { baseUrlProblem, withSlash } from './base-url.js';
import { quoted } from './in-words.js';

const ANYWHERE = ['environment', '.env', 'project', 'user'] as const;
/** As for every address and secret: a folder that came from elsewhere decides neither who is told nor where is written. */
const OWN = ['environment', 'user'] as const;
const SECRET = { fallback: null, places: ['environment', '.env'], secret: true } as const;
const ADDRESS = { places: OWN, check: baseUrlProblem, tidy: withSlash } as const;
const MODEL = { places: ANYWHERE, check: modelProblem } as const;

/** The settings of everything that makes and keeps pictures. */
export const PICTURE_SETTINGS = [
  {
    name: 'replicateApiToken',
    env: 'REPLICATE_API_TOKEN',
    describe: 'token for Replicate, which makes pictures and is paid for each',
    ...SECRET,
  },
  {
    name: 'replicateModel',
    env: 'INSIGHT_REPLICATE_MODEL',
    describe: 'which model at Replicate makes pictures',
    fallback: 'black-forest-labs/flux-schnell',
    ...MODEL,
  },
  {
    name: 'replicateReferenceModel',
    env: 'INSIGHT_REPLICATE_REFERENCE_MODEL',
    describe: 'which model at Replicate makes a picture out of another',
    fallback: 'black-forest-labs/flux-kontext-pro',
    ...MODEL,
  },
  {
    name: 'pollinationsApiKey',
    env: 'POLLINATIONS_API_KEY',
    describe: 'key for Pollinations, which makes pictures; without one its old host is asked, which may vanish',
    ...SECRET,
  },
  {
    name: 'pollinationsUrl',
    env: 'INSIGHT_POLLINATIONS_URL',
    describe: 'address of Pollinations, for a gateway',
    fallback: 'https://gen.pollinations.ai/',
    ...ADDRESS,
  },
  {
    name: 'pollinationsLegacyUrl',
    env: 'INSIGHT_POLLINATIONS_LEGACY_URL',
    describe: 'address of the old host of Pollinations, which takes no key',
    fallback: 'https://image.pollinations.ai/',
    ...ADDRESS,
  },
  {
    name: 'imagekitPrivateKey',
    env: 'IMAGEKIT_PRIVATE_KEY',
    describe: 'private key for ImageKit, which keeps pictures; its other two values are not needed',
    ...SECRET,
  },
  {
    name: 'imagekitFolder',
    env: 'INSIGHT_IMAGEKIT_FOLDER',
    describe: 'folder at ImageKit that pictures are uploaded into',
    fallback: '/insight',
    places: ANYWHERE,
    check: folderProblem,
  },
  {
    name: 'imagekitUrl',
    env: 'INSIGHT_IMAGEKIT_URL',
    describe: 'address that pictures are uploaded to, for a gateway',
    fallback: 'https://upload.imagekit.io/',
    ...ADDRESS,
  },
  {
    name: 'outputDir',
    env: 'INSIGHT_OUTPUT_DIR',
    describe: 'folder that pictures are saved in; without it thumbnails in the working folder',
    fallback: null,
    places: OWN,
  },
] as const;

/** It becomes a part of an address. */
function modelProblem(text: string): string | null {
  return /^[\w-][\w.-]*\/[\w-][\w.-]*$/.test(text) ? null : `takes OWNER/MODEL, not ${quoted(text)}`;
}

function folderProblem(text: string): string | null {
  return /^(?:\/[\w-]+)+\/?$/.test(text) ? null : `takes a folder such as /insight/thumbnails, not ${quoted(text)}`;
}
