// The package in a page and in a worker, without a bundler.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inProject } from '../../../scripts/lib/project.js';
import { browsers } from '../../../tests/e2e/support/browsers.js';
import { serve } from '../../../tests/packaging/support/site.js';

for (const { name, launch } of browsers) {
  describe(name, () => {
    let browser;
    let context;
    before(async () => {
      browser = await launch();
      context = await browser.newContext({});
    });
    after(() => browser.close());

    async function open(t) {
      const address = await serve(t, inProject('emulator'));
      const page = await context.newPage();
      t.after(() => page.close());
      await page.goto(`${address}tests/package/page/`);
      return page;
    }

    /** What a new worker answers; it lives as long as the page. */
    const ask = (page, message) =>
      page.evaluate(
        (sent) =>
          new Promise((resolve, reject) => {
            const worker = new Worker('./worker.js', { type: 'module' });
            worker.onmessage = ({ data }) => resolve(data);
            worker.onerror = ({ message: problem }) => reject(new Error(problem));
            worker.postMessage(sent);
          }),
        message,
      );

    test('a page makes a site, fills it and asks it', async (t) => {
      const page = await open(t);
      const found = await page.evaluate(async () => {
        const { createEmulator } = await import('/npm/js/index.js');
        const site = await createEmulator({ seed: 7 });
        const request = new Request('/contacts/v4/contacts?paging.limit=2');
        const response = await site.fetch(request);
        const { contacts, pagingMetadata } = await response.json();
        const body = new Blob([JSON.stringify({ info: { name: { first: 'Ada' } } })]);
        const made = await site.fetch(new Request('/contacts/v4/contacts', { method: 'POST', body }));
        return [contacts.length, pagingMetadata.total, made.status];
      });
      assert.deepEqual(found, [2, 7, 200]);
    });

    test('a worker keeps a site over reloads', async (t) => {
      const page = await open(t);
      assert.deepEqual(await ask(page, { db: 'kept.db', first: 'Ada' }), { names: ['Ada'] });
      await page.reload();
      assert.deepEqual(await ask(page, { db: 'kept.db', first: 'Grace' }), { names: ['Ada', 'Grace'] });
    });

    test('two workers do not share a site, and the second is told', async (t) => {
      const page = await open(t);
      await ask(page, { db: 'one.db' });
      const { error } = await ask(page, { db: 'one.db' });
      assert.match(error, /one\.db is in use by another page or worker/);
    });

    test('a page, which has no files, is told', async (t) => {
      const page = await open(t);
      const error = await page.evaluate(async () => {
        const { createEmulator } = await import('/npm/js/index.js');
        return createEmulator({ db: 'a.db' }).catch(({ message }) => message);
      });
      assert.match(error, /db needs Node, or a worker of a page/);
    });
  });
}
