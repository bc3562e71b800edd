// Chromium, driven by Playwright: the one that was found, with the flags that wasm-pack gives it, too.

import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { inProject } from './project.js';
import { chromium as tool } from './tools.js';

const { args } = JSON.parse(readFileSync(inProject('webdriver.json'), 'utf8'))['goog:chromeOptions'];
/**
 * Else each new window loads two pages for the suggestions of its address bar, just while somebody waits for another. It comes
 * behind Playwright's own list of features, and in its place: that is about tests, and none of it is needed here.
 */
const NO_SUGGESTIONS = 'disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup';

/** Starts it, with more flags. */
export const launchChromium = (...flags) =>
  chromium.launch({
    executablePath: tool.path(),
    args: [...args, NO_SUGGESTIONS, ...flags].map((name) => `--${name}`),
  });
