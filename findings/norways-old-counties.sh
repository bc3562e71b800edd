#!/usr/bin/env bash
# Guess: packages of ISO 3166-2 released in 2026 know the counties that Norway has had since 1 January 2024.
# Seen:  they have those of 2020: Viken (NO-30) is a county, Buskerud (NO-33) is not. The Python package holidays has the new ones.
# Hurts: who checks addresses by such a list refuses every address in seven of Norway's fifteen counties.
# With:  pycountry 26.2.16 and holidays 0.109 (PyPI), iso-3166 4.4.0 (npm)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund iso-3166@4.4.0
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check pycountry==26.2.16 holidays==0.109

cat >iso-3166.mjs <<'JS'
import { iso31662 } from 'iso-3166';

const codes = new Set(iso31662.map(({ code }) => code));
console.log(`iso-3166: NO-30 ${codes.has('NO-30')}, NO-33 ${codes.has('NO-33')}`);
JS

cat >packages.py <<'PY'
import holidays
import pycountry

codes = {subdivision.code for subdivision in pycountry.subdivisions}
print(f"pycountry: NO-30 {'NO-30' in codes}, NO-33 {'NO-33' in codes}")
counties = holidays.country_holidays("NO").subdivisions
print(f"holidays: NO-30 {'30' in counties}, NO-33 {'33' in counties}")
PY

diff <(node iso-3166.mjs && python/bin/python packages.py) - <<'SEEN' && echo 'As described.'
iso-3166: NO-30 true, NO-33 false
pycountry: NO-30 True, NO-33 False
holidays: NO-30 False, NO-33 True
SEEN
