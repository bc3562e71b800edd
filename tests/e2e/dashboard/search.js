// Searching: what is found as it is shown or as one reads it, what the page says of it, and how keys go through it.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inBrowsers } from '../support/dashboard.js';

const ADA = {
  name: { first: 'Ada', last: 'Lovelace' },
  company: 'Analytical Engines',
  emails: { items: [{ email: 'countess@example.com' }] },
  phones: { items: [{ phone: '(212) 555-0134', countryCode: 'US', e164Phone: '+12125550134' }] },
};
const DETAILS = {
  'custom.wix-contacts-details': JSON.stringify({
    wixContacts: 1,
    name: { prefix: 'Dr.', middle: 'King', suffix: 'Jr.' },
  }),
};

export default inBrowsers('the search', (dashboard) => {
  const shows = (page, text) => page.getByText(text, { exact: true }).waitFor();
  const addressIs = (page, search) => page.waitForURL((url) => url.search === search);
  const box = (page) => page.getByRole('searchbox');
  const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);
  const seed = (...infos) =>
    dashboard.call('POST', '/_local/seed', {
      contacts: infos.map((info, index) => ({
        createdDate: `2030-01-01T00:00:0${infos.length - index}.000Z`,
        info,
      })),
    });
  const finds = async (page, words, name) => {
    await box(page).fill(words);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q') === words.trim());
    await page.locator('#contact-list[aria-busy="false"]').waitFor();
    await shows(page, '1 match');
    await page.getByRole('link', { name }).waitFor();
  };

  for (const [what, info, searches] of [
    [
      'a name',
      ADA,
      ['ada', 'Lovel', 'Ada Lov', 'Ada Lovelace', 'Lovelace Ada', 'lovelace, ada', 'Ada  Lovelace'],
    ],
    ['a company and an email', ADA, ['analytical', 'COUNTESS@', 'Ada Analytical']],
    [
      'a phone',
      ADA,
      [
        '2125550134',
        '212-555-0134',
        '(212) 555',
        '+1 212-555-0134',
        '1 212 555 0134',
        '0012125550134',
        '212.555.01',
        '+1 (212) 5',
        '٢١٢٥٥٥٠١٣٤',
      ],
    ],
    [
      'a name of many words',
      { name: { first: 'Maria Luisa', last: 'van der Berg' } },
      ['van', 'van der Berg', 'Maria Berg', 'Luisa van', 'van der Berg Maria Luisa', 'Berg'],
    ],
    [
      'a name as it is shown',
      { name: { first: 'Ada', last: 'Lovelace' }, extendedFields: { items: DETAILS } },
      ['Dr. Ada King Lovelace Jr.', 'King Lovelace', 'dr. ada'],
    ],
    ['a Hebrew name', { name: { first: 'יעל', last: 'בן־דוד' } }, ['יעל', 'בן־דוד יעל', 'יעל בן']],
    [
      'a phone whose country is not known',
      { name: { first: 'Ada' }, phones: { items: [{ phone: '212.555.0134' }] } },
      ['2125550134', '(212) 555-0134', '+1 212 555'],
    ],
    [
      'a phone of another country',
      {
        name: { first: 'Ada' },
        phones: { items: [{ phone: '020 7946 0018', countryCode: 'GB', e164Phone: '+442079460018' }] },
      },
      ['02079460018', '+44 20 7946', '0044 20 7946 0018', '44 2079460018'],
    ],
  ]) {
    it(`finds ${what}`, async () => {
      await seed(info);
      await dashboard.visit('/', async (page) => {
        for (const words of searches) await finds(page, words, info.name.first);
      });
    });
  }

  it('knows the ways to dial of the country of the reader', async () => {
    await seed({
      name: { first: 'Ada' },
      phones: { items: [{ phone: '+49 30 901820', countryCode: 'DE', e164Phone: '+4930901820' }] },
    });
    await dashboard.visit(
      '/',
      (page) => finds(page, '030 901', 'Ada').then(() => finds(page, '(030) 90 18', 'Ada')),
      { locale: 'de-DE' },
    );
  });

  it('says under the box what it looks at', () =>
    dashboard.visit('/', async (page) => {
      await shows(page, 'Type how a name, company, email or phone begins.');
      const description = await box(page).evaluate(
        (input) => document.getElementById(input.getAttribute('aria-describedby')).textContent,
      );
      assert.match(description, /begins/);
    }));

  it('searches while one types, and a step back leaves the search', () =>
    dashboard.visit('/', async (page) => {
      await shows(page, '1 to 25 of 60');
      await box(page).pressSequentially('nobod');
      await page.getByRole('heading', { name: 'No contact found' }).waitFor();
      await box(page).press('y');
      await addressIs(page, '?q=nobody');
      await page.goBack();
      await shows(page, '1 to 25 of 60');
      assert.equal(await box(page).inputValue(), '');
    }));

  it('searches among those with a label', async () => {
    await seed(
      { name: { first: 'Zoe' }, labelKeys: { items: ['custom.vip'] } },
      { name: { first: 'Zola' }, labelKeys: { items: [] } },
    );
    await dashboard.visit('/?q=Zo', async (page) => {
      await shows(page, '2 matches');
      await page.getByRole('button', { name: 'All labels' }).click();
      await page.getByRole('checkbox', { name: 'VIP' }).check();
      await shows(page, '1 match');
      await page.getByRole('link', { name: 'Zoe' }).waitFor();
      await addressIs(page, '?q=Zo&label=custom.vip');
    });
  });

  it('takes one request to show many', async () => {
    await seed(...Array.from({ length: 9 }, (_, index) => ({ name: { first: `Zo${index}` } })));
    await dashboard.visit('/', async (page) => {
      await shows(page, '1 to 25 of 69');
      const requests = [];
      page.on(
        'request',
        (request) => request.url().includes('/contacts/v4/') && requests.push(request.url()),
      );
      await box(page).fill('Zo');
      await shows(page, '9 matches');
      assert.equal(requests.length, 1);
    });
  });

  it('says so when nobody is found, and shows everybody again', () =>
    dashboard.visit('/?q=nobody', async (page) => {
      await page.getByRole('heading', { name: 'No contact found' }).waitFor();
      await page.getByRole('link', { name: 'Show all contacts' }).click();
      await shows(page, '1 to 25 of 60');
    }));

  it('is left by Escape', () =>
    dashboard.visit('/?q=nobody', async (page) => {
      await page.getByRole('heading', { name: 'No contact found' }).waitFor();
      await box(page).focus();
      await page.keyboard.press('Escape');
      await shows(page, '1 to 25 of 60');
      await addressIs(page, '');
    }));

  it('is gone through by arrow keys, down to what it finds and back up', async () => {
    await seed({ name: { first: 'Zoe' } }, { name: { first: 'Zola' } });
    await dashboard.visit('/', async (page) => {
      await shows(page, '1 to 25 of 62');
      await page.keyboard.press('/');
      await page.keyboard.type('Zo');
      // Sooner than the search begins by itself.
      await page.keyboard.press('ArrowDown');
      await shows(page, '2 matches');
      await page.waitForFunction(() => document.activeElement.textContent === 'Zoe');
      await page.keyboard.press('ArrowDown');
      assert.ok(await isFocused(page.getByRole('link', { name: 'Zola' })));
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowUp');
      assert.ok(await isFocused(box(page)));
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').getByRole('heading', { name: 'Zoe' }).waitFor();
    });
  });
});
