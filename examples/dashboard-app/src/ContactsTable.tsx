import { Avatar, Box, Card, Loader, Table, TableToolbar, Text } from '@wix/design-system';
import type { Contact, WixContactsError } from 'wix-contacts';
import { Failure } from './Failure';
import { nameOf } from './nameOf';
import { PAGE_SIZE } from './useContacts';

interface Props {
  contacts: Contact[];
  total: number | undefined;
  hasMore: boolean;
  error: WixContactsError | undefined;
  scrollElement: HTMLElement | null;
  loadMore: () => void;
  onOpen: (contactId: string) => void;
}

const COLUMNS = [
  {
    title: 'Name',
    width: '35%',
    render: (contact: Contact) => (
      <Box verticalAlign="middle" gap="SP2">
        <Avatar size="size30" name={nameOf(contact)} imgProps={{ src: contact.picture }} />
        <Text size="small" weight="normal">
          {nameOf(contact)}
        </Text>
      </Box>
    ),
  },
  { title: 'Email', width: '30%', render: (contact: Contact) => contact.emails[0]?.email },
  { title: 'Phone', width: '20%', render: (contact: Contact) => contact.phones[0]?.phone },
  {
    title: 'Added',
    width: '15%',
    render: (contact: Contact) => new Date(contact.createdAt).toLocaleDateString(),
  },
];

/** The contacts; the next page is loaded when the end of the table comes into view. */
export function ContactsTable({ contacts, total, hasMore, error, scrollElement, loadMore, onOpen }: Props) {
  return (
    <Card>
      <Table
        data={contacts}
        columns={COLUMNS}
        rowVerticalPadding="medium"
        onRowClick={(contact: Contact) => onOpen(contact.id)}
        infiniteScroll
        itemsPerPage={PAGE_SIZE}
        useWindow={false}
        scrollElement={scrollElement ?? undefined}
        hasMore={hasMore}
        loadMore={loadMore}
        loader={
          <Box align="center" padding="SP4">
            <Loader size="small" />
          </Box>
        }
      >
        <TableToolbar>
          <TableToolbar.ItemGroup position="start">
            <TableToolbar.Item>
              <Text>{total === undefined ? 'Loading …' : `${total} contacts`}</Text>
            </TableToolbar.Item>
          </TableToolbar.ItemGroup>
        </TableToolbar>
        <Table.Content />
        {total === 0 && contacts.length === 0 && (
          <Table.EmptyState title="No contacts yet" subtitle="Add one, and it appears here." />
        )}
      </Table>
      {error && (
        <Box padding="SP4">
          <Failure error={error} onRetry={loadMore} />
        </Box>
      )}
    </Card>
  );
}
