// The tests of dashboard/: what `testIn` runs.

import { pathToFileURL } from 'node:url';
import { filesIn, inProject } from '../../../scripts/lib/project.js';

const modules = filesIn(inProject('tests', 'e2e', 'dashboard')).map((path) => import(pathToFileURL(path)));
export const parts = (await Promise.all(modules)).map((module) => module.default);
