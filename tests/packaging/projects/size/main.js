export * from 'wix-contacts';
