// The server behind the static site: the emulator, in a worker. This file stands in the place of ../app/server.js.

import { connect, fetch } from './client.js';
import { loadWasm } from './load.js';
import { showBlocked, showProgress, showState } from './notice.js';

/** Nothing here is ever too late: what is waited for is the download, or another tab. */
const timeoutMs = 24 * 60 * 60 * 1000;

export const SERVER = { authorization: 'local', baseUrl: 'https://www.wixapis.com', fetch, timeoutMs };
export const IS_REMOTE = false;

const begin = connect(showState);
const failed = ({ message }) => showBlocked('The server of this page can’t be loaded', message);
loadWasm(showProgress).then(begin, failed);
