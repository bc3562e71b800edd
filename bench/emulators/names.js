/** What is compared where a site is emulated: this project's server in two ways, and what people pick instead. */
export const EMULATORS = ['ours', 'native', 'json-server', 'msw', 'prism'];
