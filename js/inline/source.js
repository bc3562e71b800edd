import { setSources } from '../instance.js';
import { core, rest } from './wasm.js';

setSources(core, rest);
