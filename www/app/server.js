// The server behind the page: the one that serves it. In the static site, ../static/server.js is in the place of this file.

/** Where requests go, and as whom: what configure() is given of it. A local server takes any token. */
export const SERVER = { authorization: 'local', baseUrl: location.origin };

/** Whether it takes a network to reach it. */
export const IS_REMOTE = true;
