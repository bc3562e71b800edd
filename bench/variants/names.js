/** What is compared, one file each. */
export const VARIANTS = ['raw', 'hand-written', 'official', 'ours'];
