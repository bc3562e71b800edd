export * from 'wix-contacts/promises';
