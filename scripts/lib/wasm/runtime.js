// What wasm-bindgen's glue calls, in place of helpers of its own: those have ways around the lack of what every browser has
// that can read the wasm, and keep views of a memory that may grow. No module by itself: glue.js puts it at the end of the
// glue, which has `imports`. What has a number in its name, or an underscore before it, has its name from wasm-bindgen.

/** The exports of the instance in use, and what to make the next one of. */
let wasm;
let wasmModule;

/** Counts the instances. What was made in another is of no use. */
let instanceId = 0;
let isOver = false;

/** Takes an instance of the core into use, and keeps the module for when it crashed. */
export function use(instance, module) {
  wasm = instance.exports;
  wasmModule = module;
  wasm.__wbindgen_start();
}

/** What the instance in use exports; that is a new one if the last one crashed. */
export function exported() {
  if (isOver) {
    isOver = false;
    instanceId += 1;
    use(new WebAssembly.Instance(wasmModule, imports), wasmModule);
  }
  return wasm;
}

/** Frees parts of the wasm when the objects here that own them are gone. */
const owned = new FinalizationRegistry(({ instance, pointer, second, free }) => {
  if (instance === instanceId) free(pointer, second);
});

/** A part of the wasm that an object here owns. */
function partOf(owner, pointer, free, second) {
  const part = { instance: instanceId, pointer, second, free };
  owned.register(owner, part, part);
  return part;
}

export function withPart(owner, pointer, free) {
  owner.part = partOf(owner, pointer, free);
  return owner;
}

export function pointerTo({ instance, pointer }) {
  // A closure may be the first to be called after a crash.
  exported();
  if (instance !== instanceId) throw new Error('Invalid stale object from previous Wasm instance');
  return pointer;
}

/** The pointer to a part, which its owner loses. */
export function take(part) {
  const pointer = pointerTo(part);
  part.pointer = 0;
  owned.unregister(part);
  return pointer;
}

const freeClosure = (pointer, second) => wasm.__wbindgen_destroy_closure(pointer, second);

/** A closure of the wasm. It lives on while it is called, and without its pointer: called again by itself, it fails. */
export function makeMutClosure(pointer, second, invoke) {
  let uses = 1;
  const closure = (...args) => {
    const current = pointerTo(part);
    uses += 1;
    part.pointer = 0;
    try {
      return invoke(current, second, ...args);
    } finally {
      part.pointer = current;
      closure.unref();
    }
  };
  closure.unref = () => {
    uses -= 1;
    if (uses === 0) freeClosure(take(part), second);
  };
  const part = partOf(closure, pointer, freeClosure, second);
  return closure;
}

/** An import that may throw: the wasm asks for the exception when it gets control again. */
export function caught(work) {
  return (...args) => {
    try {
      return work(...args);
    } catch (error) {
      wasm.__wbindgen_exn_store(addToExternrefTable0(error));
    }
  };
}

export function addToExternrefTable0(value) {
  const index = wasm.__externref_table_alloc();
  wasm.__wbindgen_externrefs.set(index, value);
  return index;
}

export function takeFromExternrefTable0(index) {
  const value = wasm.__wbindgen_externrefs.get(index);
  wasm.__externref_table_dealloc(index);
  return value;
}

export const isLikeNone = (value) => value === undefined || value === null;

const encoder = new TextEncoder();
let WASM_VECTOR_LEN = 0;

/** Writes a text into the memory of the wasm: its address, and its length in WASM_VECTOR_LEN. */
export function passStringToWasm0(text) {
  const bytes = encoder.encode(text);
  const pointer = wasm.__wbindgen_malloc(bytes.length, 1) >>> 0;
  new Uint8Array(wasm.memory.buffer).set(bytes, pointer);
  WASM_VECTOR_LEN = bytes.length;
  return pointer;
}

/** Gives what is a text to where the wasm wants it. */
export function returnText(place, value) {
  const pointer = typeof value === 'string' ? passStringToWasm0(value) : 0;
  const view = getDataViewMemory0();
  view.setInt32((place >>> 0) + 4, WASM_VECTOR_LEN, true);
  view.setInt32(place >>> 0, pointer, true);
}

/** The same for a number. */
export function returnNumber(place, value) {
  const isNumber = typeof value === 'number';
  const view = getDataViewMemory0();
  view.setInt32(place >>> 0, isNumber, true);
  view.setFloat64((place >>> 0) + 8, isNumber ? value : 0, true);
}

export const getUint8ArrayMemory0 = () => new Uint8Array(wasm.memory.buffer);

const getDataViewMemory0 = () => new DataView(wasm.memory.buffer);

/** Safari's decoder ends after 2 GiB. */
const MAX_DECODED = 2146435072;
let decoder;
let decoded = MAX_DECODED;

export function getStringFromWasm0(pointer, length) {
  decoded += length;
  if (decoded >= MAX_DECODED) {
    decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    decoder.decode();
    decoded = length;
  }
  return decoder.decode(new Uint8Array(wasm.memory.buffer, pointer >>> 0, length));
}
