import { bin, node } from '../support/kit.js';

const nodeOf = (version) => ({
  package: `node${version}`,
  withEmulator: {
    async 'gives contacts'(_t, kit) {
      kit.wrote(await kit.run(kit.create(), node(version), ['server.js']));
    },
  },
  checks: {
    async 'gives contacts to CommonJS'(_t, kit) {
      const code = "require('wix-contacts/global'); require('./server.js');";
      kit.wrote(await kit.run(kit.create(), node(version), ['--eval', code]));
    },
  },
});

const bun = (kit, project, ...args) => kit.run(project, bin('bun'), args);
const deno = (kit, project, ...args) => kit.tool(project, ['deno'], args);

export const servers = {
  'Node 22': nodeOf(22),
  'Node 24': nodeOf(24),

  Bun: {
    package: 'bun',
    withEmulator: {
      async 'gives contacts'(_t, kit) {
        kit.wrote(await bun(kit, kit.create(), 'run', 'server.js'));
      },
    },
    checks: {
      async 'builds a page with it'(t, kit) {
        const project = kit.create();
        await bun(kit, project, 'build', 'page.js', '--production', '--outfile=dist/app.js');
        await kit.showsBuilt(t, project, { files: 0, script: './dist/app.js' });
      },
      async 'builds programs for Bun and for Node with it'(_t, kit) {
        const project = kit.create();
        for (const [target, program] of [
          ['bun', bin('bun')],
          ['node', node()],
        ]) {
          await bun(kit, project, 'build', 'server.js', `--target=${target}`, `--outdir=${target}`);
          kit.wrote(await kit.run(project, program, [`${target}/server.js`]));
        }
      },
    },
  },

  Deno: {
    package: 'deno',
    withEmulator: {
      async 'gives contacts'(_t, kit) {
        kit.wrote(await deno(kit, kit.create(), 'run', '--allow-all', 'server.js'));
      },
    },
    checks: {
      async 'builds a page and a program with it'(t, kit) {
        const project = kit.create();
        await deno(kit, project, 'bundle', '--platform', 'browser', 'page.js', '-o', 'dist/app.js');
        await kit.showsBuilt(t, project, { files: 0, script: './dist/app.js' });
        await deno(kit, project, 'bundle', 'server.js', '-o', 'dist/server.js');
        kit.wrote(await deno(kit, project, 'run', '--allow-all', 'dist/server.js'));
      },
    },
  },

  'Cloudflare Workers': {
    package: 'wrangler',
    checks: {
      async 'give contacts, to several at once, too'(t, kit) {
        const project = kit.create('cloudflare');
        const wrangler = [bin('wrangler'), 'dev', '--ip', '127.0.0.1', '--var', `API:${kit.api}`];
        const args = (port) => [...wrangler, '--port', `${port}`];
        const address = await kit.serveBy(t, project, node(), args);
        const responses = await Promise.all(Array.from({ length: 4 }, () => fetch(address)));
        for (const response of responses) kit.wrote(await response.text());
      },
    },
  },
};
