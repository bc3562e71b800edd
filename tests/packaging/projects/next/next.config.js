import { join } from 'node:path';

// Next itself is two folders up.
export default { turbopack: { root: join(import.meta.dirname, '..', '..') } };
