import { SectionHelper, Text } from '@wix/design-system';
import type { ReconcileResult, RejectedData, RejectionReason } from 'wix-contacts';
import { nameOf } from './nameOf';

const REASONS: Record<RejectionReason, string> = {
  ALREADY_SET: 'the contact has another one, which was not overwritten',
  TOO_LONG: 'it is too long',
  TOO_MANY: 'the contact has as many as it can have',
  INVALID: 'it is not valid',
  UNSUPPORTED: 'Wix has no place for it',
  FORBIDDEN: 'this app may not write it',
  CONSENT: 'the contact has unsubscribed',
};

interface Props {
  result: ReconcileResult;
  onOpen: (contactId: string) => void;
}

/** What became of a contact: made or found, and which values were not kept and why. */
export function Outcome({ result, onOpen }: Props) {
  const { contact, isNew, details } = result;
  const rejected = details.rejectedData;
  return (
    <SectionHelper
      appearance={rejected.length > 0 ? 'warning' : 'success'}
      title={isNew ? `${nameOf(contact)} was added` : `${nameOf(contact)} was there already`}
      actionText="Show the contact"
      onAction={() => onOpen(contact.id)}
      fullWidth
    >
      {!isNew && <Text size="small">What the contact lacked was added to it.</Text>}
      {rejected.map((value) => (
        <Text key={value.field} size="small" tagName="p">
          {explain(value)}
        </Text>
      ))}
    </SectionHelper>
  );
}

function explain({ field, value, reason }: RejectedData) {
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return `“${shown}” (${field}) was not kept: ${REASONS[reason]}.`;
}
