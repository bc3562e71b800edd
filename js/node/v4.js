import './source.js';

export * from '../v4.js';
