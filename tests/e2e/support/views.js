// Every view of the dashboard, and how to get there; in which colours and sizes it is looked at.

export const THEMES = ['light', 'dark'];
export const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 360, height: 740 } };

const filled = (page) => page.getByText(/^1 to 25 of/).waitFor();

/** `show` gets a page at `address` (`/` unless it is named) to show the view; `expect` is a problem that it brings about. */
export const VIEWS = {
  contacts: { name: 'the list of contacts', show: filled },
  labels: {
    name: 'the labels',
    show: async (page) => {
      await filled(page);
      await page.getByRole('button', { name: 'All labels' }).click();
      await page.getByRole('checkbox', { name: 'VIP' }).waitFor();
    },
  },
  nobody: {
    name: 'nobody found',
    address: '/?q=nobody',
    show: (page) => page.getByRole('heading', { name: 'No contact found' }).waitFor(),
  },
  contact: {
    name: 'a contact',
    show: async (page) => {
      const withEmail = page.getByRole('row').filter({ hasText: 'Subscribed' });
      await withEmail.first().getByRole('link').click();
      await page.getByRole('heading', { name: 'Emails' }).waitFor();
    },
  },
  form: {
    name: 'the form',
    show: async (page) => {
      await filled(page);
      await page.getByRole('button', { name: 'Add or update' }).click();
      await page.getByLabel('First name').fill('x'.repeat(101));
    },
  },
  outcome: {
    name: 'the outcome of the form',
    show: async (page) => {
      await filled(page);
      const email = await page.getByText('@example.com').first().innerText();
      await page.getByRole('button', { name: 'Add or update' }).click();
      await page.getByLabel('First name').fill('Somebody');
      await page.getByLabel('Last name').fill('x'.repeat(101));
      await page.getByLabel('Email', { exact: true }).fill(email);
      await page.getByLabel('Phone', { exact: true }).fill('+1 415 555 0132');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText(/^Not kept/).waitFor();
    },
  },
  insights: {
    name: 'the insights',
    address: '/?view=insights',
    show: (page) => page.getByText('Email reachability').waitFor(),
  },
  developer: {
    name: 'the panel for developers',
    show: async (page) => {
      await filled(page);
      await page.getByRole('button', { name: 'Next page' }).click();
      await page.getByText(/^26 to 50 of/).waitFor();
      await page.getByRole('link', { name: 'Developer' }).click();
      await page.getByText('POST /contacts/v4/contacts/query').first().waitFor();
    },
  },
  export: {
    name: 'the export',
    show: async (page) => {
      await filled(page);
      await page.getByRole('button', { name: 'Export' }).click();
    },
  },
  error: {
    name: 'an error',
    show: async (page) => {
      await filled(page);
      await page.route('**/contacts/query', (route) => route.fulfill({ status: 501, body: '{}' }));
      await page.getByLabel('Contacts per page').selectOption('50');
      await page.getByRole('heading', { name: 'The server has a problem' }).waitFor();
    },
    expect: /501/,
  },
};
