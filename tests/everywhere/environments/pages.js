import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from '../../packaging/support/site.js';
import { bin, node } from '../support/kit.js';

const addressOf = (address, query) => `${address}?${new URLSearchParams(query)}`;

/** The origin of such a page is `null`, which the local server refuses and Contacts v4 need not. */
const passOn = (page, api) =>
  page.route(`${api}/**`, async (route) => {
    const { origin: _, ...headers } = route.request().headers();
    await route.fulfill({ response: await route.fetch({ headers }) });
  });

export const pages = {
  'Web Workers': {
    withEmulator: {
      async 'get contacts in what Vite builds and serves'(t, kit) {
        const project = kit.create('workers');
        const args = (port) => [bin('vite'), '--host', '127.0.0.1', '--port', `${port}`];
        await kit.shows(t, await kit.serveBy(t, project, node(), args), { files: 0 });
        await kit.tool(project, ['vite'], ['build', '--base', './']);
        await kit.showsBuilt(t, join(project, 'dist'), { files: 2 });
      },
    },
  },

  'Service workers': {
    checks: {
      async 'get contacts as a module that a bundler made'(t, kit) {
        const project = kit.create('service-worker');
        await kit.run(project, bin('esbuild'), ['module.js', '--bundle', '--format=esm', '--outfile=sw.js']);
        const address = addressOf(await serve(t, project), { script: 'sw.js', type: 'module' });
        await kit.shows(t, address, { files: 0 });
      },
      async 'get contacts as a classic script'(t, kit) {
        const project = kit.create('service-worker');
        const address = addressOf(await serve(t, project), { script: 'classic.js', type: 'classic' });
        await kit.shows(t, address, { files: 0 });
      },
    },
  },

  'A page from file://': {
    checks: {
      async 'gets contacts by a script tag'(t, kit) {
        const { href } = pathToFileURL(join(kit.create('script'), 'index.html'));
        await kit.shows(t, href, { files: 0, prepare: (page) => passOn(page, kit.api) });
      },
    },
  },
};
