'use client';

import { useEffect, useState } from 'react';
import { contactsFrom, failure } from '../contacts.js';

export function Contacts({ baseUrl }) {
  const [shown, setShown] = useState('');
  useEffect(() => {
    contactsFrom(baseUrl)
      .catch(failure)
      .then((outcome) => setShown(JSON.stringify(outcome)));
  }, [baseUrl]);
  return <output>{shown}</output>;
}
