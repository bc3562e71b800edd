export * from '../index.js';
export * as promises from '../promises.js';
export * as v4 from '../v4.js';
