import { contactsFrom } from '../contacts.js';
import { Contacts } from './contacts.js';

export const dynamic = 'force-dynamic';

/** Gets contacts on the server, and has a component get them in the browser. */
export default async function Page() {
  const baseUrl = process.env.API;
  return (
    <>
      <pre>{JSON.stringify(await contactsFrom(baseUrl))}</pre>
      <Contacts baseUrl={baseUrl} />
    </>
  );
}
