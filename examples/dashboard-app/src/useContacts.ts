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
  const loading = useRef(false);

  const load = useCallback(async (signal?: AbortSignal) => {
    loading.current = true;
    setError(undefined);
    try {
      const first = await getContacts({ pageSize: PAGE_SIZE }, { signal });
      setCursor(first);
      setContacts(first.getData());
      setTotal(first.getTotal());
    } catch (failure) {
      const error = failure as WixContactsError;
      if (error.code !== 'ABORTED') setError(error);
    } finally {
      loading.current = false;
    }
  }, []);

  useEffect(() => {
    const controller = new AbortController();
    load(controller.signal);
    return () => controller.abort();
  }, [load]);

  /** The next page; after a failure it is asked for again. A table that scrolls asks more often than pages come. */
  const loadMore = useCallback(() => {
    if (loading.current) return;
    if (!cursor) return void load();
    loading.current = true;
    setError(undefined);
    cursor.next(
      (page) => {
        loading.current = false;
        setContacts((shown) => [...shown, ...page]);
      },
      (_errorType, failure) => {
        loading.current = false;
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
