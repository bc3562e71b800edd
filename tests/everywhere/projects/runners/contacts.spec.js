import { contactsFrom } from './contacts.js';

test('the package gives contacts', async () => {
  expect(await contactsFrom(process.env.API)).toEqual(JSON.parse(process.env.SHOWN));
});
