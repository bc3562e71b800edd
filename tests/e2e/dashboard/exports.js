// Exports as people make them: the dialog, the file that comes of it, and how one is given up.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { it } from 'node:test';
import { parse as recordsOf } from 'csv-parse/sync';
import { readXlsx } from '../../../www/node_modules/hucre/dist/xlsx.mjs';
import { inBrowsers } from '../support/dashboard.js';

const FORMATS = {
  csv: 'CSV, for spreadsheets',
  xlsx: 'Excel, with phones and postal codes as texts',
  vcf: 'vCard, for address books',
};

export default inBrowsers('the export', (dashboard) => {
  const button = (page) => page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true });
  const open = async (page, format) => {
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByLabel(format).check();
  };
  const exported = async (page, format) => {
    await open(page, format);
    return dashboard.download(page, () => button(page).click());
  };
  const vips = async () => {
    const { facets } = await dashboard.call('GET', '/contacts/v4/contacts/facets');
    return facets.find(({ facetKey }) => facetKey === 'custom.vip').count;
  };

  it('writes all contacts as CSV, with their labels', () =>
    dashboard.visit('/', async (page) => {
      const { name, path } = await exported(page, FORMATS.csv);
      assert.match(name, /^contacts-\d{4}-\d\d-\d\d\.csv$/);
      const text = await readFile(path, 'utf8');
      assert.match(text, /^\uFEFFId,Prefix,/);
      const records = recordsOf(text, { bom: true, columns: true });
      assert.equal(records.length, 60);
      const withLabel = records.filter(({ Labels }) => Labels.split('; ').includes('VIP'));
      assert.equal(withLabel.length, await vips());
      await page.getByText(/^60 contacts exported to /).waitFor();
    }));

  it('writes those with a label as vCard', () =>
    dashboard.visit('/?label=custom.vip', async (page) => {
      const { path } = await exported(page, FORMATS.vcf);
      const cards = await readFile(path, 'utf8');
      assert.equal(cards.match(/^BEGIN:VCARD\r$/gm).length, await vips());
    }));

  it('writes those with a label as a workbook, and loads what that takes only then', () =>
    dashboard.visit('/?label=custom.vip', async (page) => {
      const files = [];
      page.on('request', (request) => files.push(request.url()));
      await page.getByText(/^1 to /).waitFor();
      assert.ok(!files.some((url) => /hucre/.test(url)));
      const { name, path } = await exported(page, FORMATS.xlsx);
      assert.match(name, /^contacts-\d{4}-\d\d-\d\d\.xlsx$/);
      const { sheets } = await readXlsx(await readFile(path));
      const [titles, ...rows] = sheets[0].rows;
      assert.equal(rows.length, await vips());
      for (const row of rows) {
        assert.match(row[titles.indexOf('Labels')], /VIP/);
        assert.ok(row[titles.indexOf('Created')] instanceof Date);
      }
    }));

  for (const [format, label] of Object.entries(FORMATS)) {
    it(`gives up a ${format} file when it is cancelled`, () =>
      dashboard.visit('/', async (page) => {
        await page.getByText('1 to 25 of 60').waitFor();
        await dashboard.call('PUT', '/_local/faults', [
          { path: '/contacts/v4/contacts/query', latencyMs: 20_000 },
        ]);
        await open(page, label);
        await button(page).click();
        await page.getByRole('button', { name: 'Cancel' }).click();
        await page.getByText('The export was cancelled.').waitFor();
      }));

    it(`says why a ${format} file could not be made, and makes it when asked again`, () =>
      dashboard.visit('/', async (page, problems) => {
        problems.expect(/501/);
        await page.getByText('1 to 25 of 60').waitFor();
        await dashboard.call('PUT', '/_local/faults', [
          { path: '/contacts/v4/contacts/query', status: 501, body: {} },
        ]);
        await open(page, label);
        await button(page).click();
        await page.getByRole('heading', { name: 'The server has a problem' }).waitFor();
        await dashboard.call('DELETE', '/_local/faults');
        await page.getByRole('button', { name: 'Try again' }).click();
        await page.getByText(/^60 contacts exported to /).waitFor();
      }));
  }
});
