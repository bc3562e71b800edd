import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bin, node } from '../support/kit.js';

/** A page that has contacts from the server, and gets them in the browser, too. */
async function rendered(t, kit, address, { files }) {
  const page = await kit.shows(t, address, { files });
  kit.wrote(await page.locator('pre').textContent());
}

const next = {
  async build(t, kit, ...flags) {
    const project = kit.create('next');
    await kit.tool(project, ['next'], ['build', ...flags]);
    const args = (port) => [bin('next'), 'start', '--hostname', '127.0.0.1', '--port', `${port}`];
    await rendered(t, kit, await kit.serveBy(t, project, node(), args), { files: 2 });
  },
  async develop(t, kit, files, ...flags) {
    const project = kit.create('next');
    const address = ['--hostname', '127.0.0.1', '--port'];
    const args = (port) => [bin('next'), 'dev', ...flags, ...address, `${port}`];
    await rendered(t, kit, await kit.serveBy(t, project, node(), args), { files });
  },
};

export const frameworks = {
  'Next, Turbopack': {
    package: 'next',
    withEmulator: {
      'builds a page with it, on both sides': (t, kit) => next.build(t, kit),
      'serves it to a page in development, on both sides': (t, kit) => next.develop(t, kit, 0),
    },
  },

  'Next, webpack': {
    package: 'next',
    withEmulator: {
      'builds a page with it, on both sides, in an app that has a rule for .wasm': (t, kit) =>
        next.build(t, kit, '--webpack'),
    },
  },

  Angular: {
    package: '@angular/cli',
    checks: {
      async 'builds a page with it'(t, kit) {
        const project = kit.create('angular');
        await kit.tool(project, ['@angular/cli', 'ng'], ['build']);
        await kit.showsBuilt(t, join(project, 'dist', 'app', 'browser'), { files: 0 });
      },
      async 'serves it to a page in development'(t, kit) {
        const project = kit.create('angular');
        const ng = bin('@angular/cli', 'ng');
        const args = (port) => [ng, 'serve', '--host', '127.0.0.1', '--port', `${port}`];
        await kit.shows(t, await kit.serveBy(t, project, node(), args), { files: 0 });
      },
    },
  },

  SvelteKit: {
    package: '@sveltejs/kit',
    checks: {
      async 'builds a page with it, on both sides'(t, kit) {
        const project = kit.create('sveltekit');
        await kit.tool(project, ['vite'], ['build']);
        const env = (port) => ({ HOST: '127.0.0.1', PORT: `${port}` });
        const address = await kit.serveBy(t, project, node(), () => ['build/index.js'], { env });
        await rendered(t, kit, address, { files: 2 });
      },
      async 'serves it to a page in development, on both sides'(t, kit) {
        const project = kit.create('sveltekit');
        const args = (port) => [bin('vite'), '--host', '127.0.0.1', '--port', `${port}`];
        await rendered(t, kit, await kit.serveBy(t, project, node(), args), { files: 0 });
      },
    },
  },

  'Astro with @wix/astro': {
    package: '@wix/astro',
    checks: {
      async 'serves it to a page in development'(t, kit) {
        const project = kit.create('astro');
        const args = (port) => [bin('astro'), 'dev', '--host', '127.0.0.1', '--port', `${port}`];
        const address = await kit.serveBy(t, project, node(), args);
        // The pages of a site ask Wix who visits them; this one stands in their place.
        await kit.shows(t, `${address}page.html`, { files: 0 });
      },
      async 'builds a page and a worker with it'(t, kit) {
        const project = kit.create('astro');
        await kit.tool(project, ['astro'], ['build']);
        const [dist, client, worker] = ['dist', 'dist/_astro', 'dist/_worker.js'].map((it) =>
          join(project, it),
        );
        const script = readdirSync(client).find((name) => /^index\.astro.*\.js$/.test(name));
        await kit.showsBuilt(t, dist, { files: 2, script: `/_astro/${script}` });
        assert.equal(readdirSync(worker).filter((name) => name.endsWith('.wasm')).length, 2);
      },
    },
  },
};
