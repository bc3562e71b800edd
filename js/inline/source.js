import { setSource } from '../instance.js';
import { wasm } from './wasm.js';

setSource(wasm);
