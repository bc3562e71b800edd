// Everything that the package is tried in: by the name that docs/browsers.md has for it, the package of package.json that it is,
// if it is one, and what is tried: of wix-contacts alone (`checks`), and of it with wix-contacts-emulator (`withEmulator`).

import { bundlers } from './bundlers.js';
import { frameworks } from './frameworks.js';
import { pages } from './pages.js';
import { runners } from './runners.js';
import { servers } from './servers.js';
import { vites } from './vite.js';

export const environments = { ...vites, ...bundlers, ...frameworks, ...servers, ...runners, ...pages };
