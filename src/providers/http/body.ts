/** What a body turned out to be, and whether it was longer than allowed and cut there. */
export interface Body {
  readonly bytes: Uint8Array;
  readonly cut: boolean;
}

/**
 * Reads a body and stops after `maxBytes`. `fetch` decodes gzip while it streams, so the decoded bytes are what is
 * counted: a small bomb is stopped like an endless body.
 * @param onBytes told how many bytes there are so far
 */
export async function readBody(response: Response, maxBytes: number, onBytes?: (soFar: number) => void): Promise<Body> {
  const pieces: Uint8Array[] = [];
  let soFar = 0;
  const stream: AsyncIterable<Uint8Array> | null = response.body;
  if (stream !== null) {
    // Leaving the loop cancels the stream, and with it the connection.
    for await (const piece of stream) {
      const room = maxBytes - soFar;
      if (piece.byteLength > room) {
        return { bytes: Buffer.concat([...pieces, piece.subarray(0, room)]), cut: true };
      }
      soFar += piece.byteLength;
      pieces.push(piece);
      onBytes?.(soFar);
    }
  }
  return { bytes: Buffer.concat(pieces), cut: false };
}
