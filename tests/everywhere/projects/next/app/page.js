import { connection } from 'next/server';
import { Suspense } from 'react';
import { contactsFrom } from '../contacts.js';
import { Contacts } from './contacts.js';

/** Gets contacts on the server, and has a component get them in the browser. */
export default function Page() {
  return (
    <Suspense>
      <Both />
    </Suspense>
  );
}

async function Both() {
  // Else Next complains that a call asks what time it is, in what it might render before there is a request.
  await connection();
  const baseUrl = process.env.API;
  return (
    <>
      <pre>{JSON.stringify(await contactsFrom(baseUrl))}</pre>
      <Contacts baseUrl={baseUrl} />
    </>
  );
}
