import webpack from 'webpack4';

webpack({ mode: 'production', performance: false, entry: './app.js' }, (error, stats) => {
  if (error) throw error;
  if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString());
});
