// The compiled wasm: once for all sites, however it is given.

let compiled;

const ADVICE = 'say where it is: createEmulator({ wasm: url })';

/** @param {string | URL | Response | BufferSource | WebAssembly.Module} source */
export async function compile(source) {
  const given = await source;
  if (Object.prototype.toString.call(given) === '[object WebAssembly.Module]') return given;
  if (typeof given === 'string' || given instanceof URL) return compile(fetchWasm(given));
  if (typeof given.arrayBuffer !== 'function') return compileBytes(given);
  // Not every server gives wasm its type.
  const isTyped = given.headers?.get('content-type') === 'application/wasm';
  if (isTyped && WebAssembly.compileStreaming) return WebAssembly.compileStreaming(given);
  return compileBytes(await given.arrayBuffer());
}

/** Where a bundler left the wasm behind, a development server may respond with the app's page. */
async function compileBytes(source) {
  const [first] = new Uint8Array(source.buffer ?? source, source.byteOffset, source.byteLength);
  if (first === 0) return besideFetch(WebAssembly.compile(source));
  throw new Error(`What was loaded as the emulator's wasm is none: ${ADVICE}`);
}

/** Node loads its fetch when something of it is first named. That takes as long as compiling, which is done by other threads. */
function besideFetch(compiling) {
  void globalThis.Response;
  return compiling;
}

/** Compiles a source once; a failure is not kept. */
export function once(source) {
  compiled ??= compile(source()).catch((error) => {
    compiled = undefined;
    throw error;
  });
  return compiled;
}

async function fetchWasm(url) {
  let response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new Error(`The emulator's wasm could not be loaded from ${url}`, { cause });
  }
  if (!response.ok) {
    throw new Error(`The emulator's wasm was not found at ${url} (${response.status}); ${ADVICE}`);
  }
  return response;
}
