// The wasm of the emulator. It comes packed, since not every host packs what it sends, and in a file whose name tells a host
// nothing, so that none takes it for something else.

const FILE = new URL('emulator.bin', import.meta.url);

/** @param {(done: number, total: number) => void} onProgress gets bytes; the total is 0 if the host does not tell it */
export async function loadWasm(onProgress) {
  const response = await fetch(FILE).catch((cause) => {
    throw new Error('The connection broke.', { cause });
  });
  if (!response.ok) throw new Error(`There is nothing at ${FILE} (${response.status}).`);
  const total = Number(response.headers.get('content-length'));
  let done = 0;
  const counted = new TransformStream({
    transform(chunk, controller) {
      done += chunk.length;
      onProgress(done, total);
      controller.enqueue(chunk);
    },
  });
  const unpacked = response.body.pipeThrough(counted).pipeThrough(new DecompressionStream('gzip'));
  const headers = { 'content-type': 'application/wasm' };
  return WebAssembly.compileStreaming(new Response(unpacked, { headers }));
}
