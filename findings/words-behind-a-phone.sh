#!/usr/bin/env bash
# Guess: a word behind a phone number, `+49 30 123456 (fax)`, is passed over, or makes the number an invalid one.
# Seen:  google-libphonenumber reads three letters or more as the keys that they are on: the number is +4930123456329, and valid. Of
#        `(ab)` it takes nothing. libphonenumber-js passes over the word.
# Hurts: who stores or dials the e164 form has another valid number than the one that was written, by some other subscriber.
# With:  google-libphonenumber 3.2.42, libphonenumber-js 1.12.9 (npm)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund google-libphonenumber@3.2.42 libphonenumber-js@1.12.9

cat >phones.cjs <<'JS'
const { PhoneNumberFormat, PhoneNumberUtil } = require('google-libphonenumber');
const { parsePhoneNumberFromString } = require('libphonenumber-js/max');

const util = PhoneNumberUtil.getInstance();
for (const phone of ['+49 30 123456', '+49 30 123456 (ab)', '+49 30 123456 (fax)', '+49 30 123456 home']) {
  const google = util.parse(phone, 'DE');
  const other = parsePhoneNumberFromString(phone, 'DE');
  console.log(`${phone}: ${util.format(google, PhoneNumberFormat.E164)} ${util.isValidNumber(google)}, ${other.number} ${other.isValid()}`);
}
JS

diff <(node phones.cjs) - <<'SEEN' && echo 'As described.'
+49 30 123456: +4930123456 true, +4930123456 true
+49 30 123456 (ab): +4930123456 true, +4930123456 true
+49 30 123456 (fax): +4930123456329 true, +4930123456 true
+49 30 123456 home: +49301234564663 true, +4930123456 true
SEEN
