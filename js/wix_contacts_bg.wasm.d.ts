// The core, for apps that serve it from elsewhere: `ready(new URL(core, import.meta.url), …)`.

/** The URL of the file, from a bundler that treats it as an asset. */
declare const core: string;
export default core;
