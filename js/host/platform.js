// What wasm-bindgen's glue takes from the host by these names, and as much of it as the glue uses where a host has none.

class UriEncoder {
  encode(text) {
    // encodeURIComponent refuses half of a pair.
    const encoded = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
    const characters = encoded.replace(/%(..)/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
    return Uint8Array.from(characters, (character) => character.charCodeAt(0));
  }
}

class UriDecoder {
  decode(bytes = []) {
    return decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  }
}

/** Nothing is freed before the page ends. */
class NoRegistry {
  register() {}
  unregister() {}
}

const {
  TextEncoder: Encoder = UriEncoder,
  TextDecoder: Decoder = UriDecoder,
  FinalizationRegistry: Registry = NoRegistry,
} = globalThis;

export { Decoder as TextDecoder, Encoder as TextEncoder, Registry as FinalizationRegistry };
