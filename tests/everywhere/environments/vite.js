import { join } from 'node:path';
import { bin, node } from '../support/kit.js';

/** Vite in development, and what it builds. */
const vite = (name) => {
  const develop = (t, kit, project) =>
    kit.serveBy(t, project, node(), (port) => [
      bin(name, 'vite'),
      '--host',
      '127.0.0.1',
      '--port',
      `${port}`,
    ]);
  return {
    package: name,
    checks: {
      async 'serves one instance of it to a page that comes to more of its entries later'(t, kit) {
        const address = await develop(t, kit, kit.create('vite-late'));
        await kit.shows(t, address, { files: 0 });
      },
    },
    withEmulator: {
      async 'serves it to a page in development, when it is first opened and again'(t, kit) {
        const address = await develop(t, kit, kit.create());
        await kit.shows(t, address, { files: 0 });
        await kit.shows(t, address, { files: 0 });
      },

      async 'serves it where an app keeps it from being optimized'(t, kit) {
        const address = await develop(t, kit, kit.create('vite-excluded'));
        await kit.shows(t, address, { files: 0 });
      },

      async 'builds a page with it'(t, kit) {
        const project = kit.create();
        await kit.tool(project, [name, 'vite'], ['build', '--base', './']);
        await kit.showsBuilt(t, join(project, 'dist'), { files: 2 });
      },
    },
  };
};

export const vites = {
  'Vite 5': vite('vite5'),
  'Vite 6': vite('vite6'),
  'Vite 7': vite('vite7'),
  'Vite 8': vite('vite'),
};
