/** So many bytes go out at once: a piece may be short, and each that is sent costs. */
const LEAST_BYTES = 64 * 1024;

/**
 * Text as a body that is made while it is taken, and no further when nobody takes it any more.
 * @param onError told why it ended halfway: by then the answer has begun, so that its reader only sees it break off
 */
export function piecewise(
  pieces: AsyncGenerator<string>,
  onError: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          let text = '';
          while (Buffer.byteLength(text) < LEAST_BYTES) {
            const next = await pieces.next();
            if (next.done === true) {
              if (text !== '') controller.enqueue(Buffer.from(text));
              controller.close();
              return;
            }
            text += next.value;
          }
          controller.enqueue(Buffer.from(text));
        } catch (error) {
          onError(error);
          controller.error(error);
        }
      },
      cancel: async () => {
        await pieces.return(undefined);
      },
    },
    // Nothing is made before somebody asks.
    { highWaterMark: 0 },
  );
}
