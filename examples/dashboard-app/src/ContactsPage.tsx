import { Box, Button, Page } from '@wix/design-system';
import { useState } from 'react';
import { ContactForm } from './ContactForm';
import { ContactPanel } from './ContactPanel';
import { ContactsTable } from './ContactsTable';
import { useContacts } from './useContacts';

/** What the panel at the side shows: a contact, or the form. */
type Panel = { contactId: string } | 'form' | undefined;

const SHADOW = { boxShadow: '0 0 24px rgb(22 45 61 / 24%)' };

export function ContactsPage() {
  const contacts = useContacts();
  const [panel, setPanel] = useState<Panel>();
  const [scrolled, setScrolled] = useState<HTMLElement | null>(null);
  const close = () => setPanel(undefined);
  const open = (contactId: string) => setPanel({ contactId });

  return (
    <Page height="100vh" scrollableContentRef={setScrolled}>
      <Page.Header
        title="Contacts"
        subtitle="The contacts of this site, newest first"
        actionsBar={<Button onClick={() => setPanel('form')}>Add a contact</Button>}
      />
      <Page.Content>
        <ContactsTable {...contacts} scrollElement={scrolled} onOpen={open} />
        {panel && (
          <Box
            role="complementary"
            position="fixed"
            top={0}
            right={0}
            height="100vh"
            zIndex={10}
            style={SHADOW}
          >
            {panel === 'form' ? (
              <ContactForm onSaved={contacts.show} onOpen={open} onClose={close} />
            ) : (
              <ContactPanel key={panel.contactId} contactId={panel.contactId} onClose={close} />
            )}
          </Box>
        )}
      </Page.Content>
    </Page>
  );
}
