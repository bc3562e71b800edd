import './source.js';

export * from '../index.js';
