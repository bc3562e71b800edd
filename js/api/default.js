import { Connection } from './connection.js';

let current = new Connection({});

/** The module-wide instance, as configure() last set it. */
export const connection = () => current;

export function configure(options) {
  current = new Connection(options);
}
