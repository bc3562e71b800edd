// npm run setup: gets everything that the project's commands need. Each of them gets what it needs by itself, too.

import { main } from './lib/process.js';
import { setUp } from './lib/setup.js';
import * as tools from './lib/tools.js';

await main(async () => {
  await setUp(Object.values(tools));
  console.log('Everything is set up.');
});
