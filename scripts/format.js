// npm run format: formats the code, and mends what the linters can mend by themselves.

import { main, run } from './lib/process.js';
import { root } from './lib/project.js';
import { setUp } from './lib/setup.js';
import { npmPackages, rust, rustLints } from './lib/tools.js';

await main(async () => {
  await setUp([rust, rustLints, npmPackages]);
  const rustfmt = await run('cargo', ['fmt', '--all'], { cwd: root });
  const biome = await run('biome', ['check', '--write', '--error-on-warnings'], { cwd: root });
  process.exitCode = rustfmt.ok && biome.ok ? 0 : 1;
});
