export * from 'wix-contacts/v4';
