// The worker of a page. What its page asks is done here, or by the tab that has the site.

import { Calls } from './calls.js';
import { DB, keepsFiles } from './files.js';
import { share } from './share.js';
import { Site } from './site.js';

const tell = (state) => postMessage({ state });
const calls = new Calls((reply) => postMessage(reply, reply.body ? [reply.body] : []));

addEventListener('message', ({ data: { wasm, ...call } }) => {
  if (wasm) begin(wasm);
  else calls.ask(call);
});

async function begin(wasm) {
  if (await keepsFiles()) share(DB, calls, (changed) => new Site(wasm, DB, changed), tell);
  else calls.turnToSite(new Site(wasm, undefined, tell));
}
