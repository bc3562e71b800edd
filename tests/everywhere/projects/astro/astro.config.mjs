import wix from '@wix/astro';
import adapter from '@wix/cloud-provider-fetch-adapter';
import { defineConfig } from 'astro/config';

export default defineConfig({ output: 'server', adapter: adapter({}), integrations: [wix()] });
