import './source.js';

export * from '../promises.js';
