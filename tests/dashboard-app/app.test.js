// The example of a dashboard page, built and clicked through.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { start } from './support.js';

const CONTACTS = 120;

let app;
before(async () => {
  app = await start({ contacts: CONTACTS });
});
after(() => app?.stop());
afterEach(() => app?.call('DELETE', '/_local/faults'));

const rows = (page) => page.locator('tbody tr');
const field = (page, label) => page.getByLabel(label, { exact: true });

test('the table loads page after page as it is scrolled', () =>
  app.alone(async (page) => {
    await page.getByText(`${CONTACTS} contacts`).waitFor();
    assert.equal(await rows(page).count(), 50);
    for (const count of [100, CONTACTS]) {
      await rows(page).last().scrollIntoViewIfNeeded();
      await rows(page)
        .nth(count - 1)
        .waitFor();
    }
    assert.equal(await rows(page).count(), CONTACTS);
  }));

test('a row opens the contact', () =>
  app.alone(async (page) => {
    const email = await rows(page).nth(2).locator('td').nth(1).textContent();
    await rows(page).nth(2).click();
    const panel = page.getByRole('complementary');
    await panel.getByText(email).waitFor();
    await panel.getByRole('button', { name: 'Close' }).click();
    await panel.waitFor({ state: 'detached' });
  }));

test('the form adds a contact, and tells what of a second one was not kept', () =>
  app.alone(async (page) => {
    await page.getByRole('button', { name: 'Add a contact' }).click();
    await field(page, 'First name').fill('Ada');
    await field(page, 'Email').fill('ada@example.com');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Ada was added').waitFor();
    await page.getByText(`${CONTACTS + 1} contacts`).waitFor();

    await field(page, 'First name').fill('Jane');
    await field(page, 'Last name').fill('Lovelace');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Ada Lovelace was there already').waitFor();
    await page.getByText('“Jane” (name.first) was not kept: the contact has another one').waitFor();
    await rows(page).first().getByText('Ada Lovelace').waitFor();

    await page.getByRole('button', { name: 'Show the contact' }).click();
    await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
  }));

test('a form without an email and a phone is told what it lacks', () =>
  app.alone(async (page) => {
    await page.getByRole('button', { name: 'Add a contact' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('INVALID_ARGUMENT').waitFor();
  }));

test('a failure is told, and can be tried again', () =>
  app.alone(async (page, { problems }) => {
    await rows(page).last().waitFor();
    await app.call('PUT', '/_local/faults', [{ path: '/contacts/v4/*', status: 403, body: {} }]);
    await rows(page).last().scrollIntoViewIfNeeded();
    await page.getByText('HTTP_403, request').waitFor();
    await app.call('DELETE', '/_local/faults');
    await page.getByRole('button', { name: 'Try again' }).click();
    await rows(page).nth(99).waitFor();
    assert.match(problems.splice(0).join(), /^Failed to load resource: .*403/);
  }));

test('in the dashboard of a site it asks Wix, with the token of the dashboard', () =>
  app.inDashboard(async (page, { calls }) => {
    await page
      .frameLocator('iframe')
      .getByText(/\d+ contacts/)
      .waitFor();
    const [token] = await Promise.all(calls.map((request) => request.headerValue('authorization')));
    assert.equal(token, 'a token of the site');
  }));
