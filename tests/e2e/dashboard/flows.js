// What people do with the dashboard beyond a first look: links, keys, insights, and a bad connection.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inBrowsers } from '../support/dashboard.js';

const HOSTILE = {
  'an element with a script':
    '<img src=x onerror="globalThis.harmed = true"><script>globalThis.harmed = true</script>',
  'a formula': '=HYPERLINK("https://example.com")',
  'right-to-left marks': '\u202Egnp.exe\u202C \u2067ab\u2069',
  'a family of emoji': '👩‍👩‍👧‍👦🏳️‍🌈'.repeat(8),
  'a thousand characters': 'abcdefghij'.repeat(100),
  'combining marks': 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́O',
  'a Hebrew name': 'יעל בן־דוד',
};

export default inBrowsers('the dashboard at work', (dashboard) => {
  const shows = (page, text) => page.getByText(text, { exact: true }).waitFor();
  const addressIs = (page, search) => page.waitForURL((url) => url.search === search);
  const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);
  const seed = (...infos) =>
    dashboard.call('POST', '/_local/seed', {
      contacts: infos.map((info, index) => ({
        createdDate: `2030-01-01T00:00:0${infos.length - index}.000Z`,
        info,
      })),
    });
  const email = (address) => ({ items: [{ email: address }] });

  it('goes back and forward, and shows the same again after a reload', () =>
    dashboard.visit('/', async (page) => {
      await shows(page, '1 to 25 of 60');
      await page.getByRole('button', { name: 'Next page' }).click();
      await shows(page, '26 to 50 of 60');
      const name = await page.locator('td.contact a').first().innerText();
      await page.locator('td.contact a').first().click();
      await page.getByRole('dialog').getByRole('heading', { name, exact: true }).waitFor();
      const address = page.url();
      await page.goBack();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await addressIs(page, '?page=2');
      await page.goBack();
      await shows(page, '1 to 25 of 60');
      await page.goForward();
      await page.goForward();
      await page.getByRole('dialog').getByRole('heading', { name, exact: true }).waitFor();
      await page.goto(address);
      await page.getByRole('dialog').getByRole('heading', { name, exact: true }).waitFor();
      await shows(page, '26 to 50 of 60');
    }));

  it('shows the last page for a link to a page that there is not', () =>
    dashboard.visit('/?page=99', async (page) => {
      await shows(page, '51 to 60 of 60');
      await addressIs(page, '?page=3');
    }));

  it('can be used by keys alone', () =>
    dashboard.visit('/', async (page) => {
      await shows(page, '1 to 25 of 60');
      const links = page.locator('td.contact a');
      await links.first().focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      assert.ok(await isFocused(links.nth(1)));
      const name = await links.nth(1).innerText();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').getByRole('heading', { name, exact: true }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      assert.ok(await isFocused(links.nth(1)));
      await page.keyboard.press('ArrowRight');
      await shows(page, '26 to 50 of 60');
      await page.waitForFunction(() => document.activeElement.matches('td.contact a'));
      await page.keyboard.press('ArrowLeft');
      await shows(page, '1 to 25 of 60');
      await page.keyboard.press('/');
      assert.ok(await isFocused(page.getByRole('searchbox')));
    }));

  it('copies an email', () =>
    dashboard.visit('/', async (page) => {
      const email = await page.getByText('@example.com').first().innerText();
      await page.getByRole('row').filter({ hasText: email }).first().getByRole('link').click();
      await page.getByRole('button', { name: 'Copy email' }).first().click();
      await page.getByText('The email is copied.').waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), email);
    }));

  it('says so where the browser has no clipboard', () =>
    dashboard.visit(
      'about:blank',
      async (page) => {
        await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
        await page.goto(dashboard.url);
        await page.getByRole('row').filter({ hasText: '@example.com' }).first().getByRole('link').click();
        await page.getByRole('button', { name: 'Copy email' }).first().click();
        const notice = page.getByText('The browser did not let the email be copied.');
        await notice.waitFor();
        assert.ok((await notice.boundingBox()).width > 100);
      },
      { isolated: true },
    ));

  it('counts anew in the insights when someone was added', () =>
    dashboard.visit('/?view=insights', async (page) => {
      await shows(page, '60 contacts since Jan 2016.');
      await page.getByRole('button', { name: 'Add or update' }).click();
      await page.getByLabel('Email', { exact: true }).fill('ada@example.com');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('button', { name: 'Done' }).click();
      await shows(page, '61 contacts since Jan 2016.');
    }));

  it('counts the contacts of each label', () =>
    dashboard.visit('/', async (page) => {
      const { facets } = await dashboard.call('GET', '/contacts/v4/contacts/facets');
      await page.getByRole('button', { name: 'All labels' }).click();
      for (const { facetType, facetDisplayName, count } of facets) {
        if (facetType === 'LABEL')
          await page.getByText(`${facetDisplayName}${count}`, { exact: true }).waitFor();
      }
    }));

  it('draws its insights, with the numbers beside', () =>
    dashboard.visit('/?view=insights', async (page) => {
      await shows(page, '60 contacts since Jan 2016.');
      assert.equal(await page.getByRole('img').count(), 4);
      await page.getByText('The numbers').nth(2).click();
      const rows = page.getByRole('region', { name: 'Email reachability: the numbers' }).locator('tbody tr');
      const numbers = await rows.locator('td').allInnerTexts();
      assert.equal(
        numbers.map(Number).reduce((sum, number) => sum + number),
        60,
      );
    }));

  it('shows developers the requests, and makes the server slow and unreliable for them', () =>
    dashboard.visit('/?view=developer', async (page) => {
      await page.getByLabel('Responses take').selectOption('0.3 s longer');
      await shows(page, 'In force. Go and see how the contacts behave.');
      // It may have passed once the click is done.
      await Promise.all([
        page.locator('#contact-list[aria-busy="true"]').waitFor(),
        page.getByRole('link', { name: 'Contacts' }).click(),
      ]);
      await shows(page, '1 to 25 of 60');
      await page.getByRole('link', { name: 'Developer' }).click();
      const request = page.getByRole('row', { name: /POST \/contacts\/v4\/contacts\/query 200/ }).first();
      const [took] = (await request.innerText()).match(/\d+(?= ms)/);
      assert.ok(Number(took) >= 300);
      await page.getByRole('button', { name: 'Back to normal' }).click();
      await shows(page, 'The server is as it was.');
    }));

  it('repeats what failed without a word', () =>
    dashboard.visit('/', async (page, problems) => {
      problems.expect(/503/);
      await shows(page, '1 to 25 of 60');
      await dashboard.call('PUT', '/_local/faults', [
        { path: '/contacts/v4/contacts/query', status: 503, times: 1 },
      ]);
      await page.getByLabel('Contacts per page').selectOption('50');
      await shows(page, '1 to 50 of 60');
    }));

  it('says that it is offline, and goes on by itself', () =>
    dashboard.visit('/', async (page, problems) => {
      problems.expect(/ERR_INTERNET_DISCONNECTED|NS_ERROR_OFFLINE/);
      await shows(page, '1 to 25 of 60');
      await page.context().setOffline(true);
      await shows(page, 'You are offline. What is shown may be out of date.');
      await page.getByLabel('Contacts per page').selectOption('50');
      await page.getByRole('heading', { name: 'You are offline' }).waitFor();
      await page.context().setOffline(false);
      await shows(page, '1 to 50 of 60');
    }));

  for (const [what, name] of Object.entries(HOSTILE)) {
    it(`shows a name with ${what} as text, and nothing else`, async () => {
      await seed({
        name: { first: name },
        company: name,
        jobTitle: name,
        emails: email('hostile@example.com'),
      });
      await dashboard.visit('/', async (page) => {
        const link = page.locator('td.contact a').first();
        await shows(page, '1 to 25 of 61');
        assert.equal(await link.textContent(), name);
        await link.click();
        await page.getByRole('dialog').getByText('hostile@example.com').waitFor();
        assert.equal(await page.locator('.who h2').textContent(), name);
        assert.equal(await page.evaluate(() => globalThis.harmed), undefined);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `the page is ${overflow} px wider than the window`);
      });
    });
  }

  it('makes no link of an address that is not of the web', async () => {
    const urls = { wixContacts: 1, urls: [{ tag: 'x', url: 'javascript:globalThis.harmed=true' }] };
    await seed({
      name: { first: 'Mallory' },
      extendedFields: { items: { 'custom.wix-contacts-details': JSON.stringify(urls) } },
      picture: { image: { url: 'javascript:globalThis.harmed=true' } },
    });
    await dashboard.visit('/', async (page) => {
      await page.getByRole('link', { name: 'Mallory' }).click();
      await page.getByText('javascript:globalThis.harmed=true').waitFor();
      assert.equal(await page.locator('a[href^="javascript:"]').count(), 0);
      assert.equal(await page.locator('.who img').count(), 0);
    });
  });
});
