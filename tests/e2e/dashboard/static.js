// The dashboard as a static site: files on a plain host, the emulator in a worker, contacts in the browser.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { createEmulator } from '../../../emulator/npm/js/node/index.js';
import { staticSite } from '../../../scripts/lib/static-site.js';
import { violations } from '../support/axe.js';
import { UNTRUSTED } from '../support/browsers.js';
import { Dashboard } from '../support/dashboard.js';
import { startHost } from '../support/host.js';
import { SIZES } from '../support/views.js';

const LOOKS = [
  { colorScheme: 'light', viewport: SIZES.wide },
  { colorScheme: 'dark', viewport: SIZES.narrow },
];
const WASM = '/app/emulator.bin';
const KEPT = 'These people are made up, and kept in this browser alone.';

const filled = (page, total = 500) => page.getByText(`1 to 25 of ${total}`).waitFor();
const startAnew = (page) => page.getByRole('button', { name: 'Start anew' }).click();
const dialog = (page) => page.getByRole('dialog', { name: 'Start anew?' });

async function removeAll(page) {
  await startAnew(page);
  await dialog(page).getByRole('button', { name: 'Remove them' }).click();
  await filled(page);
}

async function add(page, first) {
  await page.getByRole('button', { name: 'Add or update' }).click();
  await page.getByLabel('First name').fill(first);
  await page.getByLabel('Email', { exact: true }).fill(`${first.toLowerCase()}@example.com`);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'A new contact was added' }).waitFor();
  await page.keyboard.press('Escape');
}

/** Puts a file in the place of what the site at / keeps, from a page of the same origin that uses none. */
async function keep(page, bytes) {
  await page.goto('/empty.html');
  await page.evaluate(
    async (values) => {
      const folder = await navigator.storage.getDirectory();
      for await (const name of folder.keys()) await folder.removeEntry(name);
      const file = await folder.getFileHandle('contacts.db', { create: true });
      const writable = await file.createWritable();
      await writable.write(new Uint8Array(values));
      await writable.close();
    },
    [...bytes],
  );
  await page.goto('/');
}

/** In a page: sends the tab that has the site what a tab before it might have sent, and waits until it was heard. */
function replyToLeader() {
  const channel = new BroadcastChannel('contacts.db');
  return new Promise((resolve) => {
    let isSent = false;
    channel.onmessage = ({ data: { leads } }) => {
      if (!leads) return;
      if (isSent) return resolve();
      isSent = true;
      channel.postMessage({ to: leads, reply: { id: 1, status: 200 } });
      channel.postMessage({ joins: true });
    };
    channel.postMessage({ joins: true });
  });
}

export default ([browser]) =>
  describe('the static site', () => {
    let folder;
    let host;
    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'host-'));
      cpSync(staticSite, folder, { recursive: true });
      cpSync(staticSite, join(folder, 'demo'), { recursive: true });
      writeFileSync(join(folder, 'empty.html'), '<!doctype html><link rel="icon" href="data:,">');
      host = await startHost(folder);
    });
    after(() => {
      host.stop();
      rmSync(folder, { recursive: true });
    });
    afterEach(() => {
      delete host.overrides[WASM];
    });

    const dashboard = new Dashboard(browser, { isolated: true });
    before(() => dashboard.open(host));

    it('shows contacts, asks nobody but its host for files, and says whose contacts they are', () =>
      dashboard.visit('about:blank', async (page) => {
        const asked = [];
        page.on('request', (request) => asked.push(request.url()));
        await page.goto('/');
        await filled(page);
        await page.getByText(KEPT).waitFor();
        assert.ok(asked.length > 5);
        assert.deepEqual(
          asked.filter((url) => !url.startsWith(`${host.url}/`)),
          [],
        );
      }));

    it('shows what was added before, once it is loaded again', () =>
      dashboard.visit('/', async (page) => {
        await filled(page);
        await add(page, 'Ada');
        await filled(page, 501);
        await page.reload();
        await filled(page, 501);
        await page.getByRole('link', { name: 'Ada' }).waitFor();
      }));

    it('works in a folder of a host, and keeps its contacts apart from those of another folder', () =>
      dashboard.visit('/demo/', async (page) => {
        await filled(page);
        await add(page, 'Ada');
        await page.goto('/demo/index.html');
        await filled(page, 501);
        await page.goto('/');
        await filled(page);
      }));

    it('counts, searches, exports, and fails on demand', () =>
      dashboard.visit('/?view=insights', async (page) => {
        await page.getByText('Email reachability').waitFor();
        await page.goto('/?q=moritz');
        await page.getByText(/^\d+ matches$/).waitFor();
        await page.getByRole('button', { name: 'Export' }).click();
        await page.getByLabel('Excel').check();
        const exported = () => page.getByRole('button', { name: 'Export' }).last().click();
        const { name } = await dashboard.download(page, exported);
        assert.match(name, /\.xlsx$/);
        await page.keyboard.press('Escape');
        await page.getByRole('link', { name: 'Developer' }).click();
        await page.getByLabel('Requests fail').selectOption('always');
        await page.getByText('In force.').waitFor();
        await page.getByRole('link', { name: 'Contacts', exact: true }).click();
        await page.getByRole('heading', { name: 'The server has a problem' }).waitFor();
      }));

    it('starts anew once that is confirmed, and not before', () =>
      dashboard.visit('/', async (page) => {
        await filled(page);
        await add(page, 'Ada');
        await startAnew(page);
        await dialog(page).getByRole('button', { name: 'Cancel' }).click();
        await page.reload();
        await filled(page, 501);
        await removeAll(page);
        await page.reload();
        await filled(page);
      }));

    it('is the same site in two tabs, and stays so when the first is closed', () =>
      dashboard.visit('/', async (page) => {
        await filled(page);
        const other = await page.context().newPage();
        await other.goto('/');
        await filled(other);
        await add(other, 'Ada');
        await page.reload();
        await filled(page, 501);
        await page.close();
        await add(other, 'Grace');
        await filled(other, 502);
        await removeAll(other);
      }));

    it('passes over a reply that comes late, to a tab that has taken the site over', () =>
      dashboard.visit('/', async (page) => {
        await filled(page);
        const other = await page.context().newPage();
        await other.goto('/empty.html');
        await other.evaluate(replyToLeader);
        await add(page, 'Ada');
        await filled(page, 501);
      }));

    it('says that another tab does not respond, and goes on when that is closed', () =>
      dashboard.visit('/empty.html', async (page) => {
        await page.evaluate(() => {
          navigator.locks.request('contacts.db', () => new Promise(() => {}));
        });
        const other = await page.context().newPage();
        await other.goto('/');
        await other.getByText('Another tab has these contacts and does not respond.').waitFor();
        await page.close();
        await filled(other);
        await other.getByText(KEPT).waitFor();
      }));

    it('works where a page may keep no files, and says what that means', () =>
      dashboard.visit(`http://${UNTRUSTED}:${host.port}/`, async (page) => {
        await page.getByText('this browser lets it keep nothing').waitFor();
        await filled(page);
        await add(page, 'Ada');
        await filled(page, 501);
        await removeAll(page);
      }));

    it('says that its file is none, and starts anew, loading itself once', () =>
      dashboard.visit('/empty.html', async (page) => {
        await keep(page, Buffer.from('no database'.repeat(1000)));
        await page.getByText('contacts.db is no SQLite database.').waitFor();
        await page.getByRole('button', { name: 'Try again' }).click();
        await page.getByText('contacts.db is no SQLite database.').waitFor();
        const loaded = [];
        page.on('request', (request) => request.isNavigationRequest() && loaded.push(request.url()));
        await removeAll(page);
        assert.deepEqual(loaded, [`${host.url}/`]);
      }));

    it('says that its file is of another version, and leaves it as it is until somebody starts anew', () =>
      dashboard.visit('/empty.html', async (page) => {
        await keep(page, await databaseOfVersion(99));
        const words = 'contacts.db was made by another version of this server.';
        await page.getByText(words).waitFor();
        const other = await page.context().newPage();
        await other.goto('/');
        await other.getByText(words).waitFor();
        await removeAll(other);
        await filled(page);
      }));

    it('says how far it is loaded', () =>
      dashboard.visit('about:blank', async (page) => {
        let sendRest;
        host.overrides[WASM] = (response, bytes) => {
          const half = bytes.length / 2;
          response.writeHead(200, { 'content-length': bytes.length });
          response.write(bytes.subarray(0, half));
          sendRest = () => response.end(bytes.subarray(half));
        };
        await page.goto('/');
        await page.getByText(/^\d\.\d of \d\.\d MB$/).waitFor();
        sendRest();
        await filled(page);
        await page.getByText(/ MB$/).waitFor({ state: 'hidden' });
      }));

    it('says that its server was not found, and tries again', () =>
      dashboard.visit('about:blank', async (page, problems) => {
        problems.expect(/404/);
        host.overrides[WASM] = (response) => response.writeHead(404).end();
        await page.goto('/');
        await page.getByText(/^There is nothing at .*emulator\.bin \(404\)\.$/).waitFor();
        delete host.overrides[WASM];
        await page.getByRole('button', { name: 'Try again' }).click();
        await filled(page);
      }));

    it('goes on without a network', () =>
      dashboard.visit('/', async (page, problems) => {
        // Pictures, if the host lets nobody keep them.
        problems.expect(/ERR_INTERNET_DISCONNECTED/);
        await filled(page);
        await add(page, 'Ada');
        await page.context().setOffline(true);
        await add(page, 'Grace');
        await filled(page, 502);
      }));

    for (const look of LOOKS) {
      it(`is accessible with what it says of itself, ${look.colorScheme}`, () =>
        dashboard.visit(
          '/',
          async (page) => {
            await page.getByText(KEPT).waitFor();
            await filled(page);
            assert.deepEqual(await violations(page), []);
            await startAnew(page);
            assert.deepEqual(await violations(page), []);
            await keep(page, Buffer.from('no database'));
            await page.getByText('contacts.db is no SQLite database.').waitFor();
            assert.deepEqual(await violations(page), []);
          },
          look,
        ));
    }
  });

/** A database as this server makes it, but for the version of its tables. */
async function databaseOfVersion(version) {
  const site = await createEmulator({ seed: 1 });
  const bytes = Buffer.from(await site.snapshot());
  await site.close();
  bytes.writeInt32BE(version, 60);
  return bytes;
}
