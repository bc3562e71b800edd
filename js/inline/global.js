import '../global.js';

export * from './index.js';
