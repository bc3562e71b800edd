// What the project's commands start.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';

const START = `
  import { startEmulator } from ${JSON.stringify(new URL('../../scripts/lib/emulator.js', import.meta.url))};
  const { url } = await startEmulator();
  console.log(url);
`;

test('a local server ends with the process that started it, even if that is killed', {
  timeout: 60_000,
}, async () => {
  const args = ['--input-type=module', '--eval', START];
  const starter = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [url] = await once(createInterface(starter.stdout), 'line');
  const isThere = () =>
    fetch(`${url}/_local/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  assert.ok(await isThere());
  starter.kill('SIGKILL');
  while (await isThere());
});
