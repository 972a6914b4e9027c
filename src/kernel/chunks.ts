/**
 * The same bytes in pieces of at least `size` and less than twice that (the last may be shorter), so that
 * work done once a piece neither piles up over tiny pieces nor holds a huge one at once.
 */
export async function* rechunk(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const chunk of source) {
    for (let start = 0; start < chunk.length; start += size) {
      const piece = chunk.subarray(start, start + size);
      held.push(piece);
      heldBytes += piece.length;
      if (heldBytes < size) continue;
      yield concatenated(held, heldBytes);
      held = [];
      heldBytes = 0;
    }
  }
  if (heldBytes > 0) yield concatenated(held, heldBytes);
}

function concatenated(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return only;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
