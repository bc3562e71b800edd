// What the status of an email means for its owner.

import { h } from '../dom.js';

const SUBSCRIPTIONS = {
  recurring: ['Subscribed', 'good', 'Agreed to receive mailings'],
  optOut: ['Unsubscribed', 'bad', 'Asked for no more mailings'],
};

const DELIVERIES = {
  SPAM: ['Marked as spam', 'bad', 'The reader marked a mail as spam'],
  COMPLAINT: ['Complaint', 'bad', 'The reader complained to the email provider'],
  REJECTED: ['Rejected', 'bad', 'The email provider rejected a mail'],
  DEFERRAL: ['Deferred', 'plain', 'The email provider refuses to send mails at present'],
  BOUNCE: ['Bounces', 'bad', 'The mailbox is full or does not exist'],
};

/** Badges for what is worth knowing of an email; most have none. */
export function emailBadges({ emailStatus, deliveryStatus }) {
  return [DELIVERIES[deliveryStatus], SUBSCRIPTIONS[emailStatus]]
    .filter(Boolean)
    .map(([label, kind, title]) => h('span', { class: `badge ${kind}`, title }, label));
}
