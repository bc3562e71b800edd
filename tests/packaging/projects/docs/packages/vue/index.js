export { ref } from '@vue/reactivity';
