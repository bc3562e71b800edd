'use client';

import { useEffect, useState } from 'react';
import { configure, getContacts } from 'wix-contacts';

export function Contacts({ baseUrl }) {
  const [shown, setShown] = useState('');
  useEffect(() => {
    configure({ baseUrl, authorization: 'a token' });
    getContacts(
      { pageSize: 3 },
      (cursor) => setShown(JSON.stringify({ contacts: cursor.getData().length, total: cursor.getTotal() })),
      (errorType, { code, message }) => setShown(JSON.stringify({ errorType, code, message })),
    );
  }, [baseUrl]);
  return <output>{shown}</output>;
}
