import { useCallback, useEffect, useRef, useState } from 'react';
import type { Contact, ReconcileResult, WixContactsError, WixDataCursor } from 'wix-contacts';
import { getContacts } from 'wix-contacts/promises';

export const PAGE_SIZE = 50;

/** The contacts of the site, newest first, page after page. */
export function useContacts() {
  const [cursor, setCursor] = useState<WixDataCursor>();
  const [contacts, setContacts] = useState<Contact[]>([]);
  const [total, setTotal] = useState<number>();
  const [error, setError] = useState<WixContactsError>();
  const moving = useRef(false);

  const load = useCallback((signal?: AbortSignal) => {
    setError(undefined);
    getContacts({ pageSize: PAGE_SIZE }, { signal }).then(
      (first) => {
        setCursor(first);
        setContacts(first.getData());
        setTotal(first.getTotal());
      },
      (failure: WixContactsError) => {
        if (failure.code !== 'ABORTED') setError(failure);
      },
    );
  }, []);

  useEffect(() => {
    const controller = new AbortController();
    load(controller.signal);
    return () => controller.abort();
  }, [load]);

  /** The next page; after a failure it is asked for again. A table that scrolls asks more often than pages come. */
  const loadMore = useCallback(() => {
    if (!cursor) return load();
    if (moving.current) return;
    moving.current = true;
    setError(undefined);
    cursor.next(
      (page) => {
        moving.current = false;
        setContacts((shown) => [...shown, ...page]);
      },
      (_errorType, failure) => {
        moving.current = false;
        setError(failure);
      },
    );
  }, [cursor, load]);

  /** Shows what was just written at once: Wix lists it some seconds later. */
  const show = useCallback(({ contact, isNew }: ReconcileResult) => {
    if (isNew) {
      setContacts((shown) => [contact, ...shown]);
      setTotal((count = 0) => count + 1);
    } else {
      setContacts((shown) => shown.map((each) => (each.id === contact.id ? contact : each)));
    }
  }, []);

  const hasMore = !error && (!cursor || cursor.hasNext());
  return { contacts, total, hasMore, error, loadMore, show };
}
