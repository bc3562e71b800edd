// An app that shows its first 50 contacts, through the variant that it was bundled with.

import { connect, open } from 'variant';

connect({ baseUrl: new URLSearchParams(location.search).get('api') });
globalThis.started = open(50).then(({ contacts }) => ({ milliseconds: performance.now(), contacts }));
// Whoever looks on waits for this: a script of theirs would be measured as well.
globalThis.started.finally(() => {
  location.hash = 'started';
});
