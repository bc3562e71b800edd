export default { optimizeDeps: { exclude: ['wix-contacts'] } };
