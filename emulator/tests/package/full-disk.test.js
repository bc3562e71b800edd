// A disk without room: each file of a process may have so many bytes, and no more.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { createEmulator } from '../../npm/js/node/index.js';

const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
after(() => rmSync(folder, { recursive: true }));

const skip = process.platform === 'win32' && 'Windows has no such limit';

/** Runs a program with a limit of a megabyte for each file; gives the object that it logs. */
async function withoutRoom(program) {
  const source = new URL('../../npm/js/node/index.js', import.meta.url);
  const text = `import { createEmulator } from ${JSON.stringify(source)};
    const CONTACTS = '/contacts/v4/contacts';
    const body = JSON.stringify({ info: { name: { first: 'Ada' } } });
    const told = async (response) => [response.status, (await response.json()).message];
    console.log(JSON.stringify(await (async () => {${program}})()));`;
  const limited = ['-c', 'ulimit -f 2048; exec "$0" "$@"', process.execPath, '--input-type=module', '--eval'];
  const { stdout } = await promisify(execFile)('/bin/sh', [...limited, text]);
  return JSON.parse(stdout);
}

async function count(db) {
  const site = await createEmulator({ db });
  const { contacts } = await site.export();
  await site.close();
  return contacts.length;
}

test('a full disk is told by each write, and what was answered is kept', { skip }, async () => {
  const db = join(folder, 'full.db');
  const { made, refusals, read } = await withoutRoom(`
    const site = await createEmulator({ db: ${JSON.stringify(db)} });
    let made = 0;
    const refusals = [];
    while (refusals.length < 3) {
      const response = await site.fetch(CONTACTS, { method: 'POST', body });
      if (response.ok) made += 1;
      else refusals.push(await told(response));
    }
    const read = (await site.export()).contacts.length;
    await site.close();
    return { made, refusals, read };`);
  for (const [status, message] of refusals) {
    assert.equal(status, 507);
    assert.match(message, /no room left for this, and nothing of it is kept\. Make room/);
  }
  assert.ok(made > 0);
  assert.equal(read, made);
  assert.equal(await count(db), made);
});

test('a snapshot for which there is no room changes nothing', { skip }, async () => {
  const db = join(folder, 'restored.db');
  const { message, read } = await withoutRoom(`
    const large = await createEmulator({ seed: 1000 });
    const site = await createEmulator({ db: ${JSON.stringify(db)}, seed: 5 });
    const message = await site.restore(await large.snapshot()).catch(({ message }) => message);
    const read = (await site.export()).contacts.length;
    await site.close();
    return { message, read };`);
  assert.match(message, /no room left/);
  assert.equal(read, 5);
  assert.equal(await count(db), 5);
});

test('a site that does not fit is told where it is made', { skip }, async () => {
  const db = join(folder, 'large.db');
  const { message } = await withoutRoom(`
    return createEmulator({ db: ${JSON.stringify(db)}, seed: 5000 }).catch(({ message }) => ({ message }));`);
  assert.match(message, /no room left/);
  assert.equal(await count(db), 0);
});
