/** What a body turned out to be: its text, and whether it was longer than allowed and cut there. */
export interface Body {
  readonly text: string;
  readonly cut: boolean;
}

/**
 * Reads a body as UTF-8 and stops after `maxBytes`. `fetch` decodes gzip while it streams, so the decoded bytes are
 * what is counted: a small bomb is stopped like an endless body.
 */
export async function readBody(response: Response, maxBytes: number): Promise<Body> {
  const decoder = new TextDecoder();
  let text = '';
  let room = maxBytes;
  const stream: AsyncIterable<Uint8Array> | null = response.body;
  if (stream !== null) {
    // Leaving the loop cancels the stream, and with it the connection.
    for await (const chunk of stream) {
      if (chunk.byteLength > room) {
        return { text: text + decoder.decode(chunk.subarray(0, room)), cut: true };
      }
      room -= chunk.byteLength;
      text += decoder.decode(chunk, { stream: true });
    }
  }
  return { text: text + decoder.decode(), cut: false };
}
