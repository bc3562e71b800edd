import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, node } from '../support/kit.js';

/** The rule that an app has for wasm of its own, written so that it matches more than it should. */
const RULE = `
  experiments: { asyncWebAssembly: true },
  module: { rules: [{ test: /\\.wasm/, type: 'webassembly/async' }] },`;

/** What Angular's builder of webpack (@angular-devkit/build-angular) sets: it copies no files. */
const ANGULAR = `
  resolve: { conditionNames: ['es2020', 'es2015', '...'] },
  module: { parser: { javascript: { url: false } } },`;

/** A build by webpack's API, which Rspack has as well. */
async function compile(kit, project, from, options) {
  const build = `
    import * as bundler from '${from}';
    const compile = bundler.rspack ?? bundler.default;
    compile({ performance: false, ${options} }, (error, stats) => {
      if (error) throw error;
      if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString());
    });`;
  writeFileSync(join(project, 'build.mjs'), build);
  await kit.run(project, node(), ['build.mjs']);
}

const like = (name) => {
  const page =
    (options, files = 2) =>
    async (t, kit) => {
      const project = kit.create();
      await compile(kit, project, name, `entry: './page.js', ${options}`);
      await kit.showsBuilt(t, project, { files, script: './dist/main.js' });
    };
  return {
    package: name,
    withEmulator: {
      'builds a page with it': page("mode: 'production'"),
      'builds a page with it in development': page("mode: 'development'"),
      'builds a page with it in an app that has a rule for .wasm': page(`mode: 'production', ${RULE}`),
      async 'builds a program for Node with it in an app that has a rule for .wasm'(_t, kit) {
        const project = kit.create();
        const output = "output: { filename: 'main.cjs' }";
        const options = `mode: 'production', target: 'node', entry: './server.js', ${output}, ${RULE}`;
        await compile(kit, project, name, options);
        kit.wrote(await kit.run(project, node(), ['dist/main.cjs']));
      },
    },
    checks: {
      'builds a page with it where it is to copy no files': page(`mode: 'production', ${ANGULAR}`, 0),
    },
  };
};

const rollup = async (kit, project, plugin) => {
  const flags = ['--plugin', plugin, '--format', 'es', '--file', 'dist/app.js'];
  await kit.tool(project, ['rollup'], ['page.js', ...flags]);
};

const esbuild = (kit, project, ...args) => kit.run(project, bin('esbuild'), ['--bundle', ...args]);

const PARCEL = ['--no-cache', '--cache-dir', '.parcel-cache'];

export const bundlers = {
  'webpack 5': like('webpack'),
  Rspack: like('@rspack/core'),

  'webpack 4': {
    package: 'webpack4',
    checks: {
      async 'builds a page with it'(t, kit) {
        const project = kit.create();
        await compile(kit, project, 'webpack4', "mode: 'production', entry: './page.js'");
        await kit.showsBuilt(t, project, { files: 0, script: './dist/main.js' });
      },
    },
  },

  Rollup: {
    package: 'rollup',
    checks: {
      async 'builds a page with it'(t, kit) {
        const project = kit.create();
        await rollup(kit, project, 'node-resolve');
        await kit.showsBuilt(t, project, { files: 0, script: './dist/app.js' });
      },
      async 'builds a page with it for browsers, beside which the app copies the wasm'(t, kit) {
        const project = kit.create();
        await rollup(kit, project, 'node-resolve={browser:true}');
        const dist = join(project, 'dist');
        const built = join(project, 'node_modules', 'wix-contacts', 'pkg');
        for (const file of readdirSync(built).filter((name) => name.endsWith('.wasm')))
          cpSync(join(built, file), join(dist, file));
        await kit.showsBuilt(t, dist, { files: 2, script: './app.js' });
      },
    },
  },

  esbuild: {
    package: 'esbuild',
    checks: {
      async 'builds a page with it'(t, kit) {
        const project = kit.create();
        await esbuild(kit, project, 'page.js', '--outfile=dist/app.js');
        await kit.showsBuilt(t, project, { files: 0, script: './dist/app.js' });
      },
      async 'builds a module for Node with it'(_t, kit) {
        const project = kit.create();
        const flags = ['--platform=node', '--format=esm', '--outfile=dist/server.mjs'];
        await esbuild(kit, project, 'server.js', ...flags);
        kit.wrote(await kit.run(project, node(), ['dist/server.mjs']));
      },
      async 'builds CommonJS for Node with it'(_t, kit) {
        const project = kit.create();
        const flags = ['--platform=node', '--format=cjs', '--outfile=dist/server.cjs'];
        await esbuild(kit, project, 'server.js', ...flags);
        kit.wrote(await kit.run(project, node(), ['dist/server.cjs']));
      },
    },
  },

  Parcel: {
    package: 'parcel',
    withEmulator: {
      async 'builds a page with it'(t, kit) {
        const project = kit.create();
        await kit.tool(project, ['parcel'], ['build', 'index.html', '--public-url', './', ...PARCEL]);
        await kit.showsBuilt(t, join(project, 'dist'), { files: 0 });
      },
      async 'serves it to a page in development'(t, kit) {
        const project = kit.create();
        const args = (port) => [bin('parcel'), 'serve', 'index.html', '--port', `${port}`, ...PARCEL];
        await kit.shows(t, await kit.serveBy(t, project, node(), args), { files: 0 });
      },
    },
  },
};
