// The dashboard in Chromium.

import { chromium } from './support/browsers.js';
import { testIn } from './support/dashboard.js';
import { parts } from './support/parts.js';

await testIn([chromium], parts);
