import type { PictureWish } from '../ports.js';

/** Models that make several pictures when nobody says one. */
const TAKES_A_NUMBER = /^black-forest-labs\/flux-(?:schnell|dev)$/;

/**
 * A wish in the words of a model's own input schema, as its page on replicate.com shows it: 16:9 as PNG. FLUX.2 takes a
 * list of pictures to start from, flux-dev an `image`, the Kontext models, which are made for it, an `input_image`.
 */
export function modelInput(
  model: string,
  { prompt, seed, reference }: Pick<PictureWish, 'prompt' | 'seed' | 'reference'>,
): Readonly<Record<string, unknown>> {
  return {
    prompt,
    seed,
    aspect_ratio: '16:9',
    output_format: 'png',
    ...(TAKES_A_NUMBER.test(model) ? { num_outputs: 1 } : {}),
    ...(reference === null ? {} : start(model, dataUrl(reference))),
  };
}

function start(model: string, url: string): Readonly<Record<string, unknown>> {
  if (model.includes('/flux-2-')) return { input_images: [url] };
  return model.endsWith('/flux-dev') ? { image: url } : { input_image: url };
}

function dataUrl({ bytes, type }: NonNullable<PictureWish['reference']>): string {
  return `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
}
