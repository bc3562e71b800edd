// npm start: the dashboard of www/ with 500 made-up contacts behind it, served by the emulator. PORT chooses the port.
// Contacts are kept in .local/contacts.db, so what was reconciled is there the next time; delete the file to begin anew.

import { mkdirSync } from 'node:fs';
import { emulatorStep, programOf, startEmulator } from './lib/emulator.js';
import { pageSteps } from './lib/package.js';
import { Failure, main } from './lib/process.js';
import { inProject } from './lib/project.js';
import { setUp } from './lib/setup.js';
import { showTimings } from './lib/timings.js';
import { crates, npmPackages, rust, wasmBindgen, wasmTarget } from './lib/tools.js';
import { serveWaitingPage } from './lib/waiting/server.js';

await main(async () => {
  const waiting = await servePageOn(choosePort());
  const steps = [rust, wasmTarget, crates, npmPackages, wasmBindgen, ...pageSteps, emulatorStep];
  await setUp(steps, {
    onBegin(missing) {
      waiting.show(missing);
      console.log(`Until the dashboard is there, http://127.0.0.1:${waiting.port}/ shows how far it is.`);
    },
  });
  await waiting.close();
  mkdirSync(inProject('.local'), { recursive: true });
  const server = await startEmulator({
    program: programOf('dev'),
    args: [
      '--port',
      `${waiting.port}`,
      '--db',
      inProject('.local', 'contacts.db'),
      '--seed',
      '500',
      '--www',
      inProject('www'),
    ],
    log: process.stderr,
  });
  showTimings();
  console.log(`\nThe dashboard is at ${server.url}/ (Ctrl+C ends it)`);
  process.exitCode = 0;
  await server.ended;
  throw new Failure('The emulator ended. Run "npm start" to start it again.');
});

function choosePort() {
  const port = Number(process.env.PORT || 8787);
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port;
  throw new Failure(
    `PORT must be a number from 0 to 65535, not "${process.env.PORT}". For example: PORT=8788 npm start`,
  );
}

/** At once, so that a port which is in use is known before minutes of building. */
async function servePageOn(port) {
  try {
    return await serveWaitingPage(port);
  } catch ({ code }) {
    throw new Failure(
      code === 'EADDRINUSE'
        ? `Port ${port} is in use. Choose another: PORT=${port + 1} npm start`
        : `Port ${port} cannot be used (${code}). Choose another: PORT=8787 npm start`,
    );
  }
}
