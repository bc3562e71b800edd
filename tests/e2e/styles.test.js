// Safari 16.4 must know every word of the styles and the markup.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { filesIn, inProject } from '../../scripts/lib/project.js';

/** What came later, in styles and in markup. */
const LATER = [
  /light-dark\(/,
  /position-area|position-try|anchor-name|anchor\(/,
  /\bpopover(target)?\b(?=[=\s>])/,
  /@starting-style|@scope|@position-try|@view-transition/,
  /text-wrap|field-sizing|interpolate-size|scrollbar-color|transition-behavior/,
  /^\s*&/m,
  /::details-content|:open\b|:popover-open/,
];

it('the styles and the page use nothing that is newer than Safari 16.4', () => {
  const files = [...filesIn(inProject('www', 'styles')), inProject('www', 'index.html')];
  const found = files.flatMap((path) => {
    const text = readFileSync(path, 'utf8').replace(/\/\*.*?\*\//gs, '');
    return LATER.filter((pattern) => pattern.test(text)).map((pattern) => `${path}: ${pattern}`);
  });
  assert.ok(files.length > 5);
  assert.deepEqual(found, []);
});
