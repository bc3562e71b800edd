import '@wix/design-system/styles.global.css';
import { WixDesignSystemProvider } from '@wix/design-system';
import { createRoot } from 'react-dom/client';
import { ContactsPage } from './ContactsPage';
import { connect } from './connection';

connect();

createRoot(document.getElementById('root') as HTMLElement).render(
  <WixDesignSystemProvider features={{ newColorsBranding: true }}>
    <ContactsPage />
  </WixDesignSystemProvider>,
);
