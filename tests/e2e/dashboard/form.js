// What the form says of values that were refused or were there, and the way back to it.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { violations } from '../support/axe.js';
import { inBrowsers } from '../support/dashboard.js';

export default inBrowsers('the form', (dashboard) => {
  const open = async (page) => {
    await page.getByRole('button', { name: 'Add or update' }).click();
    return page.getByRole('dialog', { name: 'Add or update a contact' });
  };
  const email = (form) => form.getByLabel('Email', { exact: true });
  const phone = (form) => form.getByLabel('Phone', { exact: true });
  const save = (form) => form.getByRole('button', { name: 'Save' }).click();
  /** What is said of an input, to those who see and to those who hear. */
  const reasonAt = (input) =>
    input.evaluate((element) => {
      const ids = element.getAttribute('aria-describedby').split(' ');
      return ids
        .map((id) => document.getElementById(id).textContent)
        .join(' ')
        .trim();
    });
  const ada = {
    createdDate: '2030-01-01T00:00:00.000Z',
    info: {
      name: { first: 'Ada', last: 'Lovelace' },
      company: 'Engines',
      emails: { items: [{ email: 'ada@example.com' }, { email: 'countess@example.com' }] },
      phones: { items: [{ phone: '(212) 555-0134', countryCode: 'US', e164Phone: '+12125550134' }] },
    },
  };

  it('is there again as it was filled in, with the reason at each value that was not kept', async () => {
    await dashboard.call('POST', '/_local/seed', { contacts: [ada] });
    await dashboard.visit('/', async (page) => {
      const form = await open(page);
      await form.getByLabel('First name').fill('Augusta');
      await form.getByLabel('Last name').fill('x'.repeat(101));
      await email(form).fill('ada@example.com');
      await form.getByRole('button', { name: 'Add another email' }).click();
      await email(form).nth(1).fill('no email');
      await save(form);
      await form.getByRole('heading', { name: 'An existing contact was found' }).waitFor();
      await form.getByRole('button', { name: 'Back to the form' }).click();

      assert.equal(await form.getByLabel('First name').inputValue(), 'Augusta');
      assert.equal(await email(form).first().inputValue(), 'ada@example.com');
      assert.equal(
        await reasonAt(form.getByLabel('First name')),
        'Already set to “Ada”, which is never overwritten',
      );
      assert.match(
        await reasonAt(form.getByLabel('Last name')),
        /Too long: 101 characters, and 100 is the most/,
      );
      assert.equal(await reasonAt(email(form).nth(1)), 'Not valid: it should be like name@example.com');
      for (const input of [form.getByLabel('First name'), email(form).nth(1)]) {
        assert.equal(await input.getAttribute('aria-invalid'), 'true');
      }
      assert.notEqual(await email(form).first().getAttribute('aria-invalid'), 'true');
      assert.deepEqual(await violations(page), []);

      await email(form).nth(1).fill('lovelace@example.com');
      assert.equal(await form.getByText('Not valid: it should be like name@example.com').count(), 0);
      await save(form);
      await form.getByRole('table', { name: 'Added' }).getByText('lovelace@example.com').waitFor();
    });
  });

  it('opens what is folded where a value in there was not kept', () =>
    dashboard.visit('/', async (page) => {
      const form = await open(page);
      await email(form).fill('grace@example.com');
      await form.getByText('Company', { exact: true }).first().click();
      await form.getByLabel('Position').fill('x'.repeat(101));
      await form.getByText('Company', { exact: true }).first().click();
      await save(form);
      await form.getByRole('button', { name: 'Back to the form' }).click();
      assert.ok(await form.getByLabel('Position').isVisible());
      assert.match(await reasonAt(form.getByLabel('Position')), /Too long/);
    }));

  it('says at the fields why nobody is named', () =>
    dashboard.visit('/', async (page) => {
      const form = await open(page);
      await form.getByLabel('First name').fill('Ada');
      await save(form);
      await form.getByRole('alert').getByText('An email or a phone is needed').waitFor();
      assert.equal(await reasonAt(email(form)), 'Enter an email or a phone');
      await email(form).fill('ada.example.com');
      await phone(form).fill('none');
      await save(form);
      await form.getByText('Not valid: it should be like name@example.com').waitFor();
      assert.equal(await reasonAt(phone(form)), 'Not valid: it should be like +1 415 555 0132');
      assert.equal(await form.getByLabel('First name').inputValue(), 'Ada');
    }));

  it('keeps what was typed when the server fails', () =>
    dashboard.visit('/', async (page, problems) => {
      problems.expect(/501/);
      await dashboard.call('PUT', '/_local/faults', [{ path: '/contacts/v4/*', status: 501, body: {} }]);
      const form = await open(page);
      await email(form).fill('ada@example.com');
      await save(form);
      await form.getByRole('alert').getByText('The server has a problem').waitFor();
      assert.equal(await email(form).inputValue(), 'ada@example.com');
      await dashboard.call('DELETE', '/_local/faults');
      await save(form);
      await form.getByRole('heading', { name: 'A new contact was added' }).waitFor();
    }));

  it('says which of the values that were there were entered', async () => {
    await dashboard.call('POST', '/_local/seed', { contacts: [ada] });
    await dashboard.visit('/', async (page) => {
      const form = await open(page);
      await form.getByLabel('First name').fill('Ada');
      await email(form).fill('COUNTESS@example.com');
      await phone(form).fill('+1 212-555-0134');
      await save(form);
      await form.getByText(/^Already there \(\d+\)$/).click();
      const rows = form.getByRole('table', { name: 'Already there' }).getByRole('row');
      const said = (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
      assert.deepEqual(said.slice(0, 3), [
        'First name Ada You entered this',
        'Email 2 countess@example.com (other) You entered “COUNTESS@example.com”',
        'Phone 1 (212) 555-0134 (other) You entered “+1 212-555-0134”',
      ]);
      assert.equal(said.slice(3).join().includes('You entered'), false);
      await rows.getByText('Engines').waitFor();
    });
  });

  it('leaves the words of developers to the view for them', () =>
    dashboard.visit('/', async (page, problems) => {
      problems.expect(/501/);
      await dashboard.call('PUT', '/_local/faults', [
        { path: '/contacts/v4/contacts/query', status: 501, body: {} },
      ]);
      await page.getByLabel('Contacts per page').selectOption('50');
      await page.getByRole('heading', { name: 'The server has a problem' }).waitFor();
      await dashboard.call('DELETE', '/_local/faults');
      assert.doesNotMatch(await page.locator('main').innerText(), /HTTP_|501|request /);
      const form = await open(page);
      await form.getByLabel('First name').fill('x'.repeat(101));
      await email(form).fill('ada@example.com');
      await save(form);
      await form.getByRole('heading', { name: 'A new contact was added' }).waitFor();
      assert.doesNotMatch(await form.innerText(), /TOO_LONG|name\.first|isNew/);
      await form.getByRole('button', { name: 'Done' }).click();
      await page.getByRole('link', { name: 'Developer' }).click();
      await page.getByText('"reason": "TOO_LONG"').waitFor();
      await page.getByText('"code": "HTTP_501"').waitFor();
    }));
});
