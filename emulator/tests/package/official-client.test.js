// The official Wix client with the package's fetch: the same tests as with the native server.

process.env.EMULATOR = 'package';
await import('../official-client/official-client.test.js');
