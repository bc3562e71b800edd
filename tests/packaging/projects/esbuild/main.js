import './wasm.js';
import './app.js';
