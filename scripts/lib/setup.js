// Gets what a command needs, and no more.

import { Failure } from './process.js';
import { timed } from './timings.js';

/**
 * Installs those of the tools that are missing.
 * @param {Iterable<object>} tools from tools.js
 * @param {(tool: object, failure: Failure) => void} onFailure told what could not be had; by default, that ends it all
 */
export async function setUp(tools, onFailure = (_, failure) => raise(failure)) {
  const attempt = (tool, action) =>
    action().catch((error) => (error instanceof Failure ? onFailure(tool, error) : raise(error)));

  const missing = [];
  for (const tool of new Set(tools)) {
    await attempt(tool, async () => {
      if (!(await tool.isReady())) missing.push(tool);
    });
  }
  for (const [index, tool] of missing.entries()) {
    const time = tool.time ? ` (${tool.time})` : '';
    console.log(`[${index + 1}/${missing.length}] installing ${tool.name}${time} …`);
    await attempt(tool, () => timed(`installing ${tool.name}`, async () => tool.install()));
  }
}

function raise(error) {
  throw error;
}
