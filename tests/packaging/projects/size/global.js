export * from 'wix-contacts/global';
