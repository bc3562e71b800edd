// The deferred module, for apps that serve it from elsewhere: `ready(…, new URL(deferred, import.meta.url))`.

/** The URL of the file, from a bundler that treats it as an asset. */
declare const deferred: string;
export default deferred;
