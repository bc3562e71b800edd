// Waiting until somebody changes a file.

import { watch } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { inProject } from './project.js';

/** An editor writes several files, or one several times. */
const SETTLED = 200;

/** Waits until something in these folders of the project has changed. */
export async function changed(folders) {
  const controller = new AbortController();
  const { signal } = controller;
  await new Promise((resolve) => {
    for (const folder of folders) watch(inProject(folder), { recursive: true, signal }, resolve);
  });
  controller.abort();
  await wait(SETTLED);
}
