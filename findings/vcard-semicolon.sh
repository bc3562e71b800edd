#!/usr/bin/env bash
# Guess: whoever writes FN may put a backslash before a semicolon, or not: RFC 6350 allows both in a property that has no parts.
# Seen:  ical.js 2.2.1 keeps the backslash, so the name reads "Ada\; Countess"; vcard4 4.0.5 takes a semicolon without one for
#        the end of a part and gives a list. There is no way to write that name that both read as it is.
# Hurts: whoever exports contacts to address books, and tests with one reader alone.
# With:  ical.js 2.2.1, vcard4 4.0.5
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 vcard4@4.0.5

cat >read.mjs <<'JS'
import assert from 'node:assert/strict';
import ICAL from 'ical.js';
import { parse } from 'vcard4';

function read(name) {
  const card = ['BEGIN:VCARD', 'VERSION:4.0', `FN:${name}`, 'END:VCARD', ''].join('\r\n');
  const [{ value }] = parse(card).getProperty('FN');
  return { 'ical.js': new ICAL.Component(ICAL.parse(card)).getFirstPropertyValue('fn'), vcard4: value };
}

const escaped = read('Ada\\; Countess');
const plain = read('Ada; Countess');
console.log('with a backslash:   ', JSON.stringify(escaped));
console.log('without a backslash:', JSON.stringify(plain));
assert.deepEqual(escaped, { 'ical.js': 'Ada\\; Countess', vcard4: 'Ada; Countess' });
assert.deepEqual(plain, { 'ical.js': 'Ada; Countess', vcard4: ['Ada', ' Countess'] });
JS
node read.mjs && echo 'As described.'
