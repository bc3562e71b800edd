import 'wix-contacts/global';
