import './source.js';
import '../global.js';
