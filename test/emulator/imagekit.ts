import type { Answered, Answerer, Asked } from './answerer.js';

const UPLOAD = '/api/v1/files/upload';

/** ImageKit's upload; a name that is taken gets a sign of its own, as `useUniqueFileName` has it. */
export function imagekitAnswerer(): Answerer {
  let uploads = 0;
  const answer = async ({ method, headers, body }: Asked): Promise<Answered> => {
    if (!/^Basic \S+$/.test(headers.authorization ?? '')) return failed(401, 'Your account cannot be authenticated.');
    if (method !== 'POST') return failed(404, 'no such method');
    // Node's own reader: the emulator must not share a mistake with the client. It is slow with large bodies only.
    const type = headers['content-type'] ?? '';
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    const [file, fileName] = [form.get('file'), form.get('fileName')];
    if (!(file instanceof File) || typeof fileName !== 'string') return failed(400, 'Missing fileName or file');
    const [, plain = fileName, ending = ''] = /^(.*?)(\.\w+)?$/.exec(fileName) ?? [];
    const name = `${plain.replace(/[^\w.-]/g, '_')}_${String(++uploads).padStart(9, 'x')}${ending}`;
    const folder = form.get('folder');
    const filePath = `${typeof folder === 'string' ? folder.replace(/\/$/, '') : ''}/${name}`;
    const tags = form.get('tags');
    return json(200, {
      fileId: String(uploads).padStart(24, '0'),
      name,
      size: file.size,
      versionInfo: { id: String(uploads).padStart(24, '0'), name: 'Version 1' },
      filePath,
      url: `https://ik.imagekit.io/made-up${filePath}`,
      fileType: 'image',
      height: 720,
      width: 1280,
      thumbnailUrl: `https://ik.imagekit.io/made-up/tr:n-ik_ml_thumbnail${filePath}`,
      tags: typeof tags === 'string' ? tags.split(',') : null,
      AITags: null,
    });
  };
  return {
    paths: [UPLOAD],
    answer,
    faults: {
      'imagekit:down-after-upload': async (_, good) => {
        await good();
        return failed(503, 'Service unavailable');
      },
      'imagekit:no-url': () => json(200, { fileId: 7 }),
      'imagekit:key-refused': () => failed(403, 'Your account cannot be authenticated.'),
      'imagekit:busy': () => failed(429, 'Too many requests'),
      'imagekit:echo': ({ headers }) => failed(400, `bad header: ${headers.authorization ?? ''}`),
    },
  };
}

function json(status: number, body: object): Answered {
  return { status, type: 'application/json', text: JSON.stringify(body) };
}

function failed(status: number, message: string): Answered {
  return json(status, { message, help: 'For support kindly contact us at support@imagekit.io .' });
}
