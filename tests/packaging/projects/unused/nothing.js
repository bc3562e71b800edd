import 'wix-contacts';
import 'wix-contacts/promises';
import 'wix-contacts/v4';
import 'wix-contacts/inline';
