// What the status of an email means for its owner.

import { h } from '../dom.js';

export const SUBSCRIPTIONS = {
  transactional: 'Transactional only',
  recurring: 'Subscribed',
  optOut: 'Unsubscribed',
};

export const DELIVERIES = {
  VALID: 'Delivered',
  SPAM: 'Marked as spam',
  COMPLAINT: 'Complaint',
  REJECTED: 'Rejected',
  DEFERRAL: 'Deferred',
  BOUNCE: 'Bounces',
};

/** What is worth knowing at a glance: whether it is good, and more words for it. */
const NOTABLE = {
  recurring: ['good', 'Agreed to receive mailings'],
  optOut: ['bad', 'Asked for no more mailings'],
  SPAM: ['bad', 'The reader marked a mail as spam'],
  COMPLAINT: ['bad', 'The reader complained to the email provider'],
  REJECTED: ['bad', 'The email provider rejected a mail'],
  DEFERRAL: ['plain', 'The email provider refuses to send mails at present'],
  BOUNCE: ['bad', 'The mailbox is full or does not exist'],
};

/** Badges for what is worth knowing of an email; most have none. */
export function emailBadges({ emailStatus, deliveryStatus }) {
  return [badge(DELIVERIES, deliveryStatus), badge(SUBSCRIPTIONS, emailStatus)].filter(Boolean);
}

function badge(words, status) {
  const [kind, title] = NOTABLE[status] ?? [];
  return kind && h('span', { class: `badge ${kind}`, title }, words[status]);
}
