import { Avatar, Box, Loader, SidePanel, Text } from '@wix/design-system';
import { useEffect, useState } from 'react';
import type { Contact, WixContactsError } from 'wix-contacts';
import { getContactById } from 'wix-contacts/promises';
import { Failure } from './Failure';
import { nameOf } from './nameOf';

interface Props {
  contactId: string;
  onClose: () => void;
}

/** A contact with all that is known of it. */
export function ContactPanel({ contactId, onClose }: Props) {
  const [contact, setContact] = useState<Contact>();
  const [error, setError] = useState<WixContactsError>();

  useEffect(() => {
    const controller = new AbortController();
    getContactById(contactId, { signal: controller.signal }).then(setContact, (failure: WixContactsError) => {
      if (failure.code !== 'ABORTED') setError(failure);
    });
    return () => controller.abort();
  }, [contactId]);

  return (
    <SidePanel height="100vh" closeButtonProps={{ onClick: onClose, ariaLabel: 'Close' }}>
      <SidePanel.Header title={contact ? nameOf(contact) : 'Contact'} />
      <SidePanel.Content>
        {error && <Failure error={error} />}
        {!error && !contact && <Loader size="small" />}
        {contact && <Details contact={contact} />}
      </SidePanel.Content>
    </SidePanel>
  );
}

/** Every list is there, if empty, so none needs a guard. */
function Details({ contact }: { contact: Contact }) {
  const { company, emails, phones, addresses, urls, dates, picture, createdAt, modifiedAt } = contact;
  return (
    <Box direction="vertical" gap="SP4">
      <Avatar size="size90" name={nameOf(contact)} imgProps={{ src: picture }} />
      <Detail label="Company" value={[company.role, company.name].filter(Boolean).join(', ')} />
      {emails.map(({ id, tag, email }) => (
        <Detail key={id} label={`Email, ${tag}`} value={email} />
      ))}
      {phones.map(({ id, tag, phone }) => (
        <Detail key={id} label={`Phone, ${tag}`} value={phone} />
      ))}
      {addresses.map(({ id, tag, address, neighborhood, city, region, postalCode, country }) => (
        <Detail
          key={id}
          label={`Address, ${tag}`}
          value={[address, neighborhood, city, region, postalCode, country].filter(Boolean).join(', ')}
        />
      ))}
      {urls.map(({ id, tag, url }) => (
        <Detail key={id} label={`Link, ${tag}`} value={url} />
      ))}
      {dates.map(({ id, tag, date }) => (
        <Detail key={id} label={`Date, ${tag}`} value={new Date(date).toLocaleDateString()} />
      ))}
      <Detail label="Added" value={new Date(createdAt).toLocaleString()} />
      <Detail label="Changed" value={new Date(modifiedAt).toLocaleString()} />
    </Box>
  );
}

function Detail({ label, value }: { label: string; value: string }) {
  if (!value) return null;
  return (
    <Box direction="vertical">
      <Text size="tiny" secondary>
        {label}
      </Text>
      <Text>{value}</Text>
    </Box>
  );
}
