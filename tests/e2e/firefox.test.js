// The dashboard in Firefox.

import { firefox } from './support/browsers.js';
import { testIn } from './support/dashboard.js';
import { parts } from './support/parts.js';

await testIn([firefox], parts);
