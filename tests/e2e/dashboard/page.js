// The dashboard from end to end: its page, the package in it, and the server behind that.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inBrowsers } from '../support/dashboard.js';

export default inBrowsers('the dashboard', (dashboard) => {
  const rows = (page) => page.locator('#contact-list tbody tr:not([aria-hidden] *)');
  const range = (page, text) => page.getByText(text, { exact: true }).waitFor();
  const newest = async (count) => {
    const { contacts } = await dashboard.call(
      'GET',
      `/contacts/v4/contacts?sort.fieldName=createdDate&sort.order=DESC&paging.limit=${count}`,
    );
    return contacts;
  };
  const withNameAndEmail = async () =>
    (await newest(60)).find(
      ({ info }) => info.name?.first && info.name?.last && info.emails?.items?.length > 0,
    );

  it('shows the newest contacts first, 25 to a page', () =>
    dashboard.visit('/', async (page) => {
      await range(page, '1 to 25 of 60');
      assert.equal(await rows(page).count(), 25);
      const links = await rows(page)
        .locator('td.contact a')
        .evaluateAll((all) => all.map((link) => new URLSearchParams(link.search).get('contact')));
      const expected = (await newest(25)).map(({ id }) => id);
      assert.deepEqual(links.sort(), expected.sort());
    }));

  it('loads each of its files once, and the charts when they are asked for', () =>
    dashboard.visit('about:blank', async (page) => {
      const files = [];
      page.on('request', (request) => {
        const { pathname } = new URL(request.url());
        if (/\.(js|wasm)$/.test(pathname)) files.push(pathname);
      });
      await page.goto(dashboard.url);
      await range(page, '1 to 25 of 60');
      assert.equal(files.filter((path) => path.endsWith('.wasm')).length, 1);
      assert.deepEqual(files, [...new Set(files)]);
      assert.equal(files.filter((path) => /chart/.test(path)).length, 0);
      await page.getByRole('link', { name: 'Insights' }).click();
      await page.getByText('Email reachability').waitFor();
      assert.equal(files.filter((path) => /chart\.js/.test(path)).length, 1);
    }));

  it('turns the pages to the end and back', () =>
    dashboard.visit('/', async (page) => {
      await range(page, '1 to 25 of 60');
      const first = await rows(page).allInnerTexts();
      assert.equal(
        await page.getByRole('button', { name: 'Previous page' }).getAttribute('aria-disabled'),
        'true',
      );
      const next = page.getByRole('button', { name: 'Next page' });
      await next.click();
      await range(page, '26 to 50 of 60');
      await next.click();
      await range(page, '51 to 60 of 60');
      assert.equal(await next.getAttribute('aria-disabled'), 'true');
      assert.equal(await rows(page).count(), 10);
      await page.getByRole('button', { name: 'Previous page' }).click();
      await range(page, '26 to 50 of 60');
      await page.getByRole('button', { name: 'Previous page' }).click();
      await range(page, '1 to 25 of 60');
      assert.deepEqual(await rows(page).allInnerTexts(), first);
    }));

  it('changes the size of its pages and stays with the contacts it shows', () =>
    dashboard.visit('/?page=2', async (page) => {
      await range(page, '26 to 50 of 60');
      await page.getByLabel('Contacts per page').selectOption('10');
      await range(page, '21 to 30 of 60');
      await page.getByLabel('Contacts per page').selectOption('100');
      await range(page, '1 to 60 of 60');
    }));

  it('filters by labels, any of those chosen', () =>
    dashboard.visit('/', async (page) => {
      const all = await newest(60);
      const having = (...keys) =>
        all.filter(({ info }) => info.labelKeys?.items?.some((key) => keys.includes(key))).length;
      await range(page, '1 to 25 of 60');
      await page.getByRole('button', { name: 'All labels' }).click();
      await page.getByRole('checkbox', { name: 'VIP' }).check();
      const vips = having('custom.vip');
      await range(page, `1 to ${Math.min(vips, 25)} of ${vips}`);
      await page.getByRole('checkbox', { name: 'Newsletter' }).check();
      const both = having('custom.vip', 'custom.newsletter');
      await range(page, `1 to ${Math.min(both, 25)} of ${both}`);
      await page.getByRole('button', { name: 'Clear' }).click();
      await range(page, '1 to 25 of 60');
    }));

  it('says that nobody has a label that does not exist', () =>
    dashboard.visit('/?label=custom.nobody', async (page) => {
      await page.getByRole('heading', { name: 'No contacts with this label' }).waitFor();
      await page.getByRole('link', { name: 'Show all contacts' }).click();
      await range(page, '1 to 25 of 60');
    }));

  it('looks up a contact by its id and shows all that it holds', () =>
    dashboard.visit('/', async (page) => {
      const contact = await withNameAndEmail();
      const name = `${contact.info.name.first} ${contact.info.name.last}`;
      await page.keyboard.press('/');
      await page.keyboard.type(contact.id);
      await page.keyboard.press('Enter');
      await range(page, '1 match');
      await page.getByRole('link', { name, exact: true }).click();
      const details = page.getByRole('dialog', { name: 'Contact' });
      await details.getByRole('heading', { name, exact: true }).waitFor();
      for (const { email } of contact.info.emails.items)
        await details.getByText(email, { exact: true }).waitFor();
      for (const { phone } of contact.info.phones?.items ?? []) {
        await details.getByText(phone, { exact: true }).waitFor();
      }
      await details.getByText(contact.id).waitFor();
    }));

  it('says that no contact has an id', () =>
    dashboard.visit('/', async (page, problems) => {
      problems.expect(/404/);
      await page.getByRole('searchbox').fill('00000000-0000-4000-8000-000000000000');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'There is no such contact' }).waitFor();
    }));

  it('adds someone new', () =>
    dashboard.visit('/', async (page) => {
      await range(page, '1 to 25 of 60');
      await page.getByRole('button', { name: 'Add or update' }).click();
      const form = page.getByRole('dialog', { name: 'Add or update a contact' });
      await form.getByLabel('First name').fill('Ada');
      await form.getByLabel('Last name').fill('Lovelace');
      await form.getByLabel('Email', { exact: true }).fill('ada@example.com');
      await form.getByRole('button', { name: 'Save' }).click();
      await form.getByRole('heading', { name: 'A new contact was added' }).waitFor();
      const added = form.getByRole('table', { name: 'Added' });
      await added
        .getByText('ada@example.com (main)')
        .or(added.getByText('ada@example.com (other)'))
        .waitFor();
      assert.equal(await form.getByText('Not kept').count(), 0);
      await form.getByRole('button', { name: 'Done' }).click();
      await range(page, '1 to 25 of 61');
      await rows(page).first().getByText('Ada Lovelace').waitFor();
    }));

  it('adds to someone known, and says what was there, what was added and what was rejected', () =>
    dashboard.visit('/', async (page) => {
      const { info } = await withNameAndEmail();
      await page.getByRole('button', { name: 'Add or update' }).click();
      const form = page.getByRole('dialog', { name: 'Add or update a contact' });
      await form.getByLabel('First name').fill('Somebody');
      await form.getByLabel('Last name').fill('x'.repeat(101));
      await form.getByText('101 of 100: too long to be kept').waitFor();
      assert.equal(await form.getByLabel('Last name').getAttribute('aria-invalid'), 'true');
      await form.getByLabel('Email', { exact: true }).fill(info.emails.items[0].email);
      await form.getByLabel('Phone', { exact: true }).fill('+1 415 555 0132');
      await form.getByRole('button', { name: 'Save' }).click();
      await form.getByRole('heading', { name: 'An existing contact was found' }).waitFor();
      await form.getByRole('table', { name: 'Added' }).getByText('+1 415 555 0132').waitFor();
      const rejected = form.getByRole('table', { name: 'Not kept' });
      await rejected.getByText(`Already set to “${info.name.first}”, which is never overwritten`).waitFor();
      await rejected.getByText('Too long: 101 characters, and 100 is the most').waitFor();
      await form.getByText(/^Already there \(\d+\)$/).click();
      await form
        .getByRole('table', { name: 'Already there' })
        .getByText(info.name.last, { exact: true })
        .waitFor();
    }));

  it('says why a value is not valid, and saves the rest', () =>
    dashboard.visit('/', async (page) => {
      await page.getByRole('button', { name: 'Add or update' }).click();
      const form = page.getByRole('dialog', { name: 'Add or update a contact' });
      await form.getByLabel('Email', { exact: true }).fill('ada.example.com');
      await form.getByLabel('Phone', { exact: true }).fill('+1 415 555 0132');
      await form.getByRole('button', { name: 'Save' }).click();
      await form.getByRole('heading', { name: 'A new contact was added' }).waitFor();
      await form.getByText('Not valid: it should be like name@example.com').waitFor();
      await form.getByRole('table', { name: 'Added' }).getByText('+1 415 555 0132').waitFor();
    }));

  it('asks for an email or a phone, and keeps what was typed', () =>
    dashboard.visit('/', async (page) => {
      await page.getByRole('button', { name: 'Add or update' }).click();
      const form = page.getByRole('dialog', { name: 'Add or update a contact' });
      await form.getByLabel('First name').fill('Ada');
      await form.getByLabel('Email', { exact: true }).fill('ada.example.com');
      await form.getByRole('button', { name: 'Save' }).click();
      await form.getByRole('alert').getByText('An email or a phone is needed').waitFor();
      assert.equal(await form.getByLabel('First name').inputValue(), 'Ada');
    }));

  it('says what happened when the server fails, and tries again', () =>
    dashboard.visit('/', async (page, problems) => {
      problems.expect(/500/);
      await range(page, '1 to 25 of 60');
      await dashboard.call('PUT', '/_local/faults', [
        { path: '/contacts/v4/contacts/query', status: 501, body: {} },
      ]);
      problems.expect(/501/);
      await page.getByLabel('Contacts per page').selectOption('50');
      await page.getByRole('heading', { name: 'The server has a problem' }).waitFor();
      await dashboard.call('DELETE', '/_local/faults');
      await page.getByRole('button', { name: 'Try again' }).click();
      await range(page, '1 to 50 of 60');
    }));
});
