import { contactsFrom } from './contacts.js';

test('the package gives contacts', async () => {
  expect(await contactsFrom(process.env.API)).toEqual({ byEntry: [3, 2, 1], total: 7 });
});
