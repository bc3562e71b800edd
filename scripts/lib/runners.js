// How tests are run and counted. Each runner gives a check: a function of {name, show} to {passed, failed, failures, durations},
// which are read from the output of the tool that runs the tests; `name` is that of a test, or undefined for all of them, and
// `show` gets the output. A tool that fails without a failing test, or that should run tests and ran none, is one failure. A
// lint is one test.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { programOf, startEmulator } from './emulator.js';
import { run } from './process.js';
import { filesIn, inProject, root } from './project.js';
import { chromedriver } from './tools.js';

// Nothing hangs for longer than this, so that a run always comes to its summary.
const minutes = 30;

export function lint(program, ...args) {
  return lintWith(() => ({}), program, ...args);
}

/** A lint that needs variables, which are asked for when it runs. */
export function lintWith(env, program, ...args) {
  const command = `${program} ${args.join(' ')}`;
  return async ({ show }) => {
    show(`$ ${command}\n`, 'stdout');
    const { ok } = await run(program, args, { cwd: root, env: env(), minutes, show });
    return ok ? { passed: 1, failed: 0 } : failure(command);
  };
}

/** One failure, which is known by its name. */
export const failure = (name) => ({ passed: 0, failed: 1, failures: [name] });

/**
 * Clippy as cargo's compiler, for a build. `cargo clippy` would compile every crate of others once more, since it keeps them
 * apart from those of builds. A warning is a failure.
 */
export function clippy(...args) {
  const command = ['build', ...args];
  return async ({ show }) => {
    show(`$ RUSTC_WORKSPACE_WRAPPER=clippy-driver cargo ${command.join(' ')}\n`, 'stdout');
    const env = { RUSTC_WORKSPACE_WRAPPER: 'clippy-driver' };
    const { ok, output } = await run('cargo', command, { cwd: root, env, minutes, show });
    const isClean = ok && !/^warning\b/m.test(stripVTControlCharacters(output));
    return isClean ? { passed: 1, failed: 0 } : failure(`clippy: cargo ${command.join(' ')}`);
  };
}

/** Runs the native tests of crates. */
export function cargoTest(crates, env) {
  return async ({ name, show }) => {
    const results = [];
    for (const { program, folder } of await testPrograms(crates, show)) {
      show(`\n$ ${relative(root, program)}\n`, 'stdout');
      results.push(await run(program, name ? [name] : [], { cwd: folder, env, minutes, show }));
    }
    const ok = results.length > 0 && results.every((result) => result.ok);
    return counted({ ok, stdout: results.map(({ stdout }) => stdout).join('') }, CARGO, show);
  };
}

/**
 * The test programs of crates, which are built with those of all others: cargo decides on the features of a shared crate by
 * what it builds at a time, so each would else be compiled for each selection.
 */
async function testPrograms(crates, show) {
  const args = ['test', '--workspace', '--no-run', '--message-format=json-render-diagnostics'];
  const built = await run('cargo', args, {
    cwd: root,
    minutes,
    show: (text, stream) => stream === 'stderr' && show(text, stream),
  });
  if (!built.ok) return [];
  return built.stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .filter(({ executable, profile }) => executable && profile.test)
    .filter(({ package_id: id }) => crates.includes(nameIn(id)))
    .map(({ executable, manifest_path: manifest }) => ({ program: executable, folder: dirname(manifest) }));
}

/** `contacts-rules` in `path+file:///…/crates/rules#contacts-rules@0.1.0`; where it is the folder's name, it is left out. */
const nameIn = (id) => id.match(/[#/]([^#/@]+)(?:[@#][\d.]+)$/)?.[1];

/**
 * Runs the Rust tests that are made for browsers, against an emulator. They find it by themselves: wasm-pack serves the
 * project's folder beside the page that it tests, so they fetch `/.local/emulator-url` from their own origin; its text is
 * the address, such as `http://127.0.0.1:43210`. So any free port will do, and no port needs a build of its own.
 */
export function wasmPackTest(browser) {
  return async ({ name, show }) => {
    const address = inProject('.local', 'emulator-url');
    const emulator = await startEmulator({ program: programOf('dev'), args: ['--db', ':memory:'] });
    try {
      mkdirSync(inProject('.local'), { recursive: true });
      writeFileSync(address, emulator.url);
      const only = name ? ['--', name] : [];
      const args = [
        '--log-level',
        'error',
        'test',
        '--mode',
        'no-install',
        '--headless',
        `--${browser}`,
        ...only,
      ];
      const env = {
        // The runner takes the first driver that it finds named here, whatever browser was asked for.
        CHROMEDRIVER: browser === 'chrome' ? chromedriver.path() : undefined,
        GECKODRIVER: undefined,
        // Seconds for all tests of one file together; the default is 20.
        WASM_BINDGEN_TEST_TIMEOUT: '300',
        WASM_BINDGEN_TEST_DRIVER_TIMEOUT: '60',
      };
      return counted(await run('wasm-pack', args, { cwd: root, env, minutes, show }), CARGO, show);
    } finally {
      rmSync(address, { force: true });
      await emulator.stop();
    }
  };
}

/** Runs the files named *.test.js of a folder in Node, with what is built as it is now. */
export function nodeTest(folder) {
  return async ({ name, show }) => {
    const files = filesIn(inProject(folder)).filter((path) => path.endsWith('.test.js'));
    if (files.length === 0) {
      show(`no tests found in ${folder}\n`, 'stdout');
      return failure(`no tests found in ${folder}`);
    }
    const env = { CONTACTS_EMULATOR: programOf('dev') };
    const args = [...NODE_TEST, ...(name ? [`--test-name-pattern=${name}`] : []), ...files];
    return counted(await run(process.execPath, args, { cwd: root, env, minutes, show }), NODE, show);
  };
}

const NODE_TEST = [
  '--test',
  // Node leaves a core to itself, though what runs the files does nothing meanwhile.
  `--test-concurrency=${availableParallelism()}`,
  `--test-reporter=${new URL('node-reporter.js', import.meta.url)}`,
  '--test-reporter-destination=stdout',
];

const CARGO = {
  passed: /^test result: .*?(\d+) passed/gm,
  failed: /^test result: .*? (\d+) failed/gm,
  failures: /^test (\S+) \.\.\. FAIL/gm,
};
const NODE = {
  passed: /^\S+ pass (\d+)$/gm,
  failed: /^\S+ (?:fail|cancelled) (\d+)$/gm,
  failures: /^ *✖ (.+) \([\d.]+ms\)$/gm,
  durations: /^ *✔ (.+) \(([\d.]+)ms\)$/gm,
  // What holds tests takes as long as all of them.
  groups: /^ *▶ (.+)$/gm,
};
const NOTHING = /$^/g;

const names = (text, pattern = NOTHING) => [...text.matchAll(pattern)].map(([, name]) => name);

function counted({ ok, stdout }, summary, show) {
  const text = stripVTControlCharacters(stdout);
  const sum = (pattern) => [...text.matchAll(pattern)].reduce((total, [, count]) => total + Number(count), 0);
  const [passed, failed] = [sum(summary.passed), sum(summary.failed)];
  const failures = [...new Set(names(text, summary.failures))];
  const groups = new Set(names(text, summary.groups));
  const durations = [...text.matchAll(summary.durations ?? NOTHING)]
    .filter(([, name]) => !groups.has(name))
    .map(([, name, ms]) => ({ name, seconds: ms / 1000 }));
  if (failed > 0) return { passed, failed, failures, durations };
  const problem = passed === 0 ? (ok ? 'no test ran' : 'the tests could not be run') : undefined;
  if (problem) show(`${problem}\n`, 'stdout');
  return ok && !problem
    ? { passed, failed: 0, durations }
    : { ...failure(problem ?? 'the tests did not end well'), passed };
}
