// Globals that wasm-bindgen's glue uses. If a host lacks one, the replacement has what the glue needs of it.

class UriEncoder {
  encode(text) {
    // encodeURIComponent throws for a lone surrogate.
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

/** Without a registry, memory is only freed when the page ends. */
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
