// Memory for the bytes of responses, in blocks that are used again: a browser takes longer to get new memory than to fill it.

const BLOCK = 262_144;
/** This many blocks are kept while nobody uses them: 1 MB. */
const MOST_SPARE = 4;
const spare = [];

/**
 * Reads a stream to its end.
 * @param {ReadableStreamBYOBReader} reader
 * @returns {Promise<Uint8Array[]>} what came, one block after the other
 */
export async function readBlocks(reader) {
  const blocks = [];
  let buffer = takeBlock();
  let length = 0;
  for (;;) {
    // The stream takes the buffer, and gives its memory back as another one.
    const { value, done } = await reader.read(new Uint8Array(buffer, length));
    buffer = value.buffer;
    length += value.length;
    if (done || length === BLOCK) blocks.push(new Uint8Array(buffer, 0, length));
    if (done) return blocks;
    if (length === BLOCK) {
      buffer = takeBlock();
      length = 0;
    }
  }
}

const takeBlock = () => spare.pop() ?? new ArrayBuffer(BLOCK);

/** From now on nobody uses these blocks. */
export function releaseBlocks(blocks) {
  spare.push(...blocks.map(({ buffer }) => buffer).slice(0, MOST_SPARE - spare.length));
}
