import type { Context, World } from '../context.js';
import type { Http } from '../providers/http/request.js';
import type { PictureViewer } from '../providers/ports/picture-viewer.js';
import { downloadOf, pictureAt } from './picture-place.js';

export interface ViewerParts {
  readonly context: Pick<Context, 'setting' | 'settings' | 'signal'>;
  readonly world: Pick<World, 'cwd'>;
  readonly http: Http;
}

/** What finds pictures and decodes them; the decoder is loaded with the first picture. */
export async function pictureViewer({ context, world, http }: ViewerParts): Promise<PictureViewer> {
  let requests = 0;
  const onRequest = (): void => {
    requests += 1;
  };
  const download = await downloadOf(context.settings, onRequest);
  const look = () => import('../providers/pictures/look-at.js');
  return {
    open: (place, allowPrivate) =>
      pictureAt({ what: 'the image', place, allowPrivate, cwd: world.cwd, download, signal: context.signal }),
    thumbnail: async (videoId) => {
      const { videoThumbnail } = await import('../providers/pictures/video-thumbnail.js');
      return videoThumbnail(videoId, {
        baseUrl: context.setting('thumbsUrl') ?? '',
        http,
        onRequest,
        signal: context.signal,
      });
    },
    lookAt: async (picture) => (await look()).lookAt(picture),
    squeezed: async (picture, width, height) => (await look()).squeezed(picture, width, height),
    smaller: async (picture) => (await import('../providers/pictures/reference-picture.js')).referencePicture(picture),
    requests: () => requests,
  };
}
