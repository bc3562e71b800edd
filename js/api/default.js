import { Connection } from './connection.js';

let current = new Connection({});

/** The module-wide instance, with the settings of the last configure(). */
export const connection = () => current;

export function configure(options) {
  current = new Connection(options);
}
