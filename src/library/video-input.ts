import { instantFrom, type Instant } from './instant.js';
import type { Video } from '../domain/video.js';

/** One video, as far as it is known. What is not known is left out or null, and never 0. */
export interface VideoInput {
  /** YouTube's id of the video, 11 characters. */
  readonly id?: string | null;
  readonly title?: string | null;
  readonly description?: string | null;
  /** The creator's own tags, which are no hashtags. */
  readonly tags?: readonly string[] | null;
  readonly publishedAt?: Instant | null;
  readonly durationSeconds?: number | null;
  readonly views?: number | null;
  readonly likes?: number | null;
  readonly comments?: number | null;
  /** True for a stream or premiere that has started. */
  readonly live?: boolean | null;
  /** True where the source itself links it as a Short. */
  readonly shortLink?: boolean | null;
}

/** @throws TypeError that names the place and the field of what is no video */
export function videosFrom(inputs: readonly VideoInput[]): readonly Video[] {
  const list: unknown = inputs;
  if (!Array.isArray(list)) throw new TypeError(`videos is ${shown(list)}: give an array of videos`);
  return inputs.map((input, at) => videoFrom(input, `videos[${at}]`));
}

/** @param name what an error calls it @throws TypeError */
export function videoFrom(input: VideoInput, name: string): Video {
  const given: unknown = input;
  if (typeof given !== 'object' || given === null) throw new TypeError(`${name} is ${shown(given)}: give an object`);
  return {
    id: text(input.id, `${name}.id`),
    title: text(input.title, `${name}.title`),
    description: text(input.description, `${name}.description`),
    tags: texts(input.tags, `${name}.tags`) ?? [],
    publishedAt:
      input.publishedAt === null || input.publishedAt === undefined
        ? null
        : instantFrom(input.publishedAt, `${name}.publishedAt`),
    durationSeconds: figure(input.durationSeconds, `${name}.durationSeconds`),
    views: figure(input.views, `${name}.views`),
    likes: figure(input.likes, `${name}.likes`),
    comments: figure(input.comments, `${name}.comments`),
    live: yesOrNo(input.live, `${name}.live`),
    shortLink: yesOrNo(input.shortLink, `${name}.shortLink`),
  };
}

/** @throws TypeError for anything but a text, null and undefined */
export function text(value: string | null | undefined, name: string): string | null {
  return checked(value, name, (given) => typeof given === 'string', 'a string, or null');
}

/** @throws TypeError likewise */
export function texts(values: readonly string[] | null | undefined, name: string): readonly string[] | null {
  const areTexts = (given: unknown) => Array.isArray(given) && given.every((one) => typeof one === 'string');
  return checked(values, name, areTexts, 'an array of strings, or null');
}

function figure(value: number | null | undefined, name: string): number | null {
  const isFigure = (given: unknown) => typeof given === 'number' && Number.isFinite(given) && given >= 0;
  return checked(value, name, isFigure, 'a number, 0 or more, or null where it is not known');
}

function yesOrNo(value: boolean | null | undefined, name: string): boolean | null {
  return checked(value, name, (given) => typeof given === 'boolean', 'true, false, or null');
}

function checked<T>(value: T | null | undefined, name: string, fits: (given: unknown) => boolean, want: string) {
  if (value === null || value === undefined) return null;
  if (fits(value)) return value;
  throw new TypeError(`${name} is ${shown(value)}: give ${want}`);
}

/** A value in a few letters, for an error. */
export function shown(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString();
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : String(value);
}
