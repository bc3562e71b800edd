import 'wix-contacts';
import 'wix-contacts/promises';
import 'wix-contacts/v4';
