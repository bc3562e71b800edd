import { strict as assert } from 'node:assert';
import { buildEmulatorPackage } from '../../scripts/lib/emulator-package.js';
import { clang } from '../../scripts/lib/tools.js';
import { EMULATORS } from '../emulators/names.js';
import { chromium, node, pageFiles } from '../emulators/places.js';
import { serversOf } from '../emulators/servers.js';
import { inTurn } from '../rounds.js';

export const about =
  'a site to test with, beside what people pick instead (15 minutes; with --all, or by name)';
export const isLong = true;
export const subject = 'emulator';
export const needs = [clang];
export const prepare = buildEmulatorPackage;

const SIZES = [100, 10_000, 100_000];
const SEED_UNTIL = '2026-01-01';
const LABEL = 'custom.vip';
/** Emulators that find contacts; Prism responds with the examples of a description. */
const FINDING = ['ours', 'native', 'json-server', 'msw'];
const INSIDE = ['ours', 'msw'];

const MEMORY_OF = 10_000;
const LIMITS = { download: 1_100_000, memory: 25_000_000, coldStart: 300, start: 60, call: 0.6, find: 0.5 };

export async function measure({ lab, rounds, quick, program }) {
  const files = await pageFiles();
  lab.serve(files);
  const places = [node, chromium(lab)];
  const rows = [download(files)];
  for (const size of quick ? [100] : SIZES) {
    const site = await siteOf(lab, size);
    const servers = serversOf(program, site);
    try {
      for (const place of places) {
        rows.push(...(await starts(place, servers, site, rounds(startRounds(size)))));
        rows.push(...(await calls(place, servers, site, rounds)));
      }
    } finally {
      servers.remove();
    }
  }
  for (const place of places) rows.push(...(await memory(place, quick ? 100 : MEMORY_OF)));
  return rows;
}

const startRounds = (size) => ({ 100: 10, 10000: 3, 100000: 1 })[size];

/** What all emulators are filled with: contacts, and the description that Prism makes its responses of. */
async function siteOf(lab, size) {
  const { url } = await lab.server(size);
  const local = async (path) => (await fetch(`${url}/_local/${path}`)).json();
  const [{ contacts }, openapi] = await Promise.all([local('export'), local('openapi.json')]);
  return { url, contacts, openapi, seedUntil: SEED_UNTIL };
}

function download(files) {
  const ofPackage = Object.entries(files).filter(([path]) => path.startsWith('/pkg/'));
  const bytes = ofPackage.reduce((sum, [, { length }]) => sum + length, 0);
  return row('bytes of the wasm, brotli', 'B', { ours: [bytes] }, { atMost: LIMITS.download });
}

/** From nothing to the first response. A server is started once, and called from each place. */
async function starts(place, servers, { url, contacts, seedUntil }, rounds) {
  const [id] = contacts.map(({ id }) => id);
  const another = [];
  const samples = await inTurn(EMULATORS, rounds, async (name) => {
    const host = await place.open();
    const options = { name, contacts: contacts.length, seedUntil, url };
    const server = INSIDE.includes(name) ? undefined : await servers.start(name);
    try {
      if (server) await host.ask('connect', { name, url: server.url });
      const start = server?.milliseconds ?? (await host.ask('start', options));
      const first = await host.ask('time', { call: 'get', values: [id] });
      if (name === 'ours') another.push(await startAnother(host, options, id));
      return { start, first };
    } finally {
      await host.close();
      await server?.stop();
    }
  });
  const of = (key) =>
    Object.fromEntries(Object.entries(samples).map(([name, own]) => [name, own.map((one) => one[key])]));
  const both = samples.ours.map(({ start, first }) => start + first);
  const isFresh = contacts.length === SIZES[0];
  const name = nameOf(place, contacts.length);
  return [
    row(name('start'), 'ms', of('start')),
    row(name('first call'), 'ms', of('first')),
    row(
      name('first site, to its first response'),
      'ms',
      { ours: both },
      isFresh && { atMost: LIMITS.coldStart },
    ),
    row(
      name('another site, to its first response'),
      'ms',
      { ours: another.slice(-rounds) },
      isFresh && { atMost: LIMITS.start },
    ),
  ];
}

/** A second site, where the wasm is compiled. */
async function startAnother(host, options, id) {
  await host.ask('stop');
  const start = await host.ask('start', options);
  return start + (await host.ask('time', { call: 'get', values: [id] }));
}

async function calls(place, servers, { url, contacts, seedUntil }, rounds) {
  const hosts = await openAll(place, servers, { contacts: contacts.length, seedUntil, url });
  try {
    const size = contacts.length;
    await findTheSame(hosts, contacts);
    const name = nameOf(place, size);
    const isLarge = size === SIZES.at(-1);
    const compare = async (call, valuesOf, names = EMULATORS) => {
      let turn = 0;
      const samples = await inTurn(names, rounds(isLarge ? 10 : 30), (name) => {
        turn += 1;
        return hosts[name].ask('time', { call, values: valuesOf(turn) });
      });
      return samples;
    };
    const some = (list, count) => (turn) =>
      Array.from({ length: count }, (_, index) => list[(turn * 31 + index * 7) % list.length]);
    const ids = contacts.map(({ id }) => id);
    const emails = contacts.flatMap(({ primaryInfo }) => primaryInfo?.email ?? []);
    const infos = (turn) => [infoOf(turn, 0), infoOf(turn, 1)];

    const inside = { of: 'native', atMost: LIMITS.call };
    const finding = (samples) =>
      size === MEMORY_OF && { of: fastest(samples, FINDING.slice(2)), atMost: LIMITS.find };
    const get = await compare('get', some(ids, 5));
    const newest = await compare('newest', () => [undefined, undefined]);
    const byLabel = await compare('byLabel', () => [LABEL, LABEL], FINDING);
    const byEmail = await compare('byEmail', some(emails, 2), FINDING);
    const create = await compare('create', infos);
    return [
      row(name('get one'), 'ms', get, inside),
      row(name('newest 50'), 'ms', newest),
      row(name('filter by label'), 'ms', byLabel, finding(byLabel)),
      row(name('filter by email'), 'ms', byEmail, finding(byEmail)),
      row(name('create'), 'ms', create, inside),
    ];
  } finally {
    for (const { close } of Object.values(hosts)) await close();
  }
}

/** A host for each emulator, with its site. */
async function openAll(place, servers, options) {
  const hosts = {};
  for (const name of EMULATORS) {
    const host = await place.open();
    const server = INSIDE.includes(name) ? undefined : await servers.start(name);
    if (server) await host.ask('connect', { name, url: server.url });
    else await host.ask('start', { name, ...options });
    hosts[name] = {
      ask: host.ask,
      async close() {
        await host.close();
        await server?.stop();
      },
    };
  }
  return hosts;
}

/** What is measured is the same: everyone gives the same contacts. */
async function findTheSame(hosts, contacts) {
  const { id } = contacts[0];
  const { email } = contacts.find(({ primaryInfo }) => primaryInfo?.email).primaryInfo;
  for (const [call, value] of [['get', id], ['newest'], ['byLabel', LABEL], ['byEmail', email]]) {
    const expected = await hosts.native.ask('idsOf', { call, value });
    assert.ok(expected.length > 0);
    for (const name of FINDING) {
      assert.deepEqual(await hosts[name].ask('idsOf', { call, value }), expected, `${name}, ${call}`);
    }
  }
}

function infoOf(turn, index) {
  const last = `Bench ${turn}-${index}-${Math.random()}`;
  return {
    name: { first: 'Ada', last },
    emails: { items: [{ tag: 'WORK', email: `${last.replaceAll(/\W/g, '')}@example.com` }] },
  };
}

function fastest(samples, names) {
  const median = (name) => samples[name].toSorted((a, b) => a - b)[samples[name].length >> 1];
  return names.reduce((best, name) => (median(name) < median(best) ? name : best));
}

/** What a site holds of memory, and what is left of that when it is closed. */
async function memory(place, size) {
  const host = await place.open();
  try {
    await host.ask('start', { name: 'ours', contacts: size, seedUntil: SEED_UNTIL });
    const held = await host.ask('memory');
    await host.ask('stop');
    await host.ask('collect');
    const left = await host.ask('memory');
    const name = nameOf(place, size);
    return [
      row(name('memory'), 'B', { ours: [held] }, { atMost: LIMITS.memory }),
      row(name('memory when it is closed'), 'B', { ours: [left] }, { atMost: 0 }),
    ];
  } finally {
    await host.close();
  }
}

const nameOf = (place, size) => (what) => `${place.name}, ${size.toLocaleString('en')}: ${what}`;

function row(name, unit, samples, target) {
  return {
    name,
    unit,
    samples,
    ...(Object.keys(samples).length > 1 && { of: 'ours' }),
    ...(target && { target }),
  };
}
