import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // The design system is one large file, of a page that a dashboard loads once.
  build: { chunkSizeWarningLimit: 2000 },
});
