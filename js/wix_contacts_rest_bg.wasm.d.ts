// The rest, for apps that serve it from elsewhere: `ready(…, new URL(rest, import.meta.url))`.

/** The URL of the file, from a bundler that treats it as an asset. */
declare const rest: string;
export default rest;
