// A site that is kept in a file: the same file as the native server's.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { startEmulator } from '../../../scripts/lib/emulator.js';
import { createEmulator } from '../../npm/js/node/index.js';

const CONTACTS = '/contacts/v4/contacts';
const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
after(() => rmSync(folder, { recursive: true }));

let files = 0;
const newFile = () => join(folder, `${++files}.db`);

async function create(site, first) {
  const body = JSON.stringify({ info: { name: { first } } });
  assert.equal((await site.fetch(CONTACTS, { method: 'POST', body })).status, 200);
}

async function names(site) {
  const { contacts } = await site.export();
  return contacts.map(({ info }) => info.name?.first);
}

test('what was written is there when the file is opened again, and nothing lies beside it', async () => {
  const db = newFile();
  const site = await createEmulator({ db });
  await create(site, 'Ada');
  await site.close();
  assert.ok(!existsSync(`${db}-wal`) && !existsSync(`${db}-lock`));
  const again = await createEmulator({ db, seed: 10 });
  assert.deepEqual(await names(again), ['Ada']);
  await again.close();
});

test('the native server reads the file, and its own is read here', async () => {
  const db = newFile();
  const site = await createEmulator({ db, seed: 30 });
  const before = await site.export();
  await site.close();

  const native = await startEmulator({ args: ['--db', db] });
  const inNative = async (path, body) => {
    const init = body && { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(native.url + path, { headers: { authorization: 'a' }, ...init });
    return response.json();
  };
  assert.deepEqual((await inNative('/_local/export')).contacts, before.contacts);
  await inNative(CONTACTS, { info: { name: { first: 'Grace' } } });
  await native.stop();

  const again = await createEmulator({ db });
  assert.equal((await names(again)).at(-1), 'Grace');
  await again.close();
});

test('a reset empties the file, which goes on', async () => {
  const db = newFile();
  const site = await createEmulator({ db, seed: 5000 });
  await create(site, 'Ada');
  await site.reset();
  assert.equal((await names(site)).length, 5000);
  await site.close();
});

test('a file is used once at a time, in one process', async () => {
  const db = newFile();
  const site = await createEmulator({ db });
  await assert.rejects(createEmulator({ db }), /in use by this process/);
  await create(site, 'Ada');
  await site.close();
  await (await createEmulator({ db })).close();
});

test('a file is used once at a time, over processes', async () => {
  const db = newFile();
  const site = await createEmulator({ db });
  const source = new URL('../../npm/js/node/index.js', import.meta.url);
  const program = `import { createEmulator } from ${JSON.stringify(source)};
    await createEmulator({ db: ${JSON.stringify(db)} }).catch(({ message }) => console.log(message));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  assert.ok(stdout.startsWith(`${db} is in use by process ${process.pid}.`), stdout);
  await site.close();
});

test('the lock of a process that is no more counts for nothing', async () => {
  const db = newFile();
  const { pid } = execFile(process.execPath, ['--version']);
  const isGone = () => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  };
  while (!isGone()) await new Promise(setImmediate);
  writeFileSync(`${db}-lock`, `${pid} 0`);
  const site = await createEmulator({ db });
  await create(site, 'Ada');
  await site.close();
});

test('a foreign file is refused and left as it is', async () => {
  const db = newFile();
  const text = 'no database at all, but a text that is long enough to be read as one'.repeat(10);
  writeFileSync(db, text);
  await assert.rejects(createEmulator({ db }), /is no SQLite database/);
  assert.equal(readFileSync(db, 'utf8'), text);
  assert.ok(!existsSync(`${db}-lock`));
});

test('a folder that is not there is told', async () => {
  await assert.rejects(
    createEmulator({ db: join(folder, 'no', 'where.db') }),
    /can't open .*where\.db; give a file in/,
  );
});
