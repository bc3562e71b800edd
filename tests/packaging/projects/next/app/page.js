import { createContacts } from 'wix-contacts';
import { Contacts } from './contacts.js';

export const dynamic = 'force-dynamic';

/** Gets contacts on the server, and has a component get them in the browser. */
export default async function Page() {
  const baseUrl = process.env.API;
  const { promises } = createContacts({ baseUrl, authorization: 'a token' });
  const cursor = await promises.getContacts({ pageSize: 3 });
  return (
    <>
      <pre>{JSON.stringify({ contacts: cursor.getData().length, total: cursor.getTotal() })}</pre>
      <Contacts baseUrl={baseUrl} />
    </>
  );
}
