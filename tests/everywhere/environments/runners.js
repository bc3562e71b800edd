/** A machine may have much else to do. */
const TIMEOUT = '--testTimeout=60000';

const jest = (environment) => async (_t, kit) => {
  const args = ['--rootDir', '.', '--testEnvironment', environment, TIMEOUT];
  const env = { NODE_OPTIONS: '--experimental-vm-modules' };
  await kit.tool(kit.create('runners'), ['jest'], args, { env });
};

const vitest = (environment) => async (_t, kit) => {
  const args = ['run', '--globals', '--environment', environment, TIMEOUT];
  await kit.tool(kit.create('runners'), ['vitest'], args);
};

export const runners = {
  Jest: {
    package: 'jest',
    withEmulator: {
      'runs tests of it as Node': jest('node'),
      'runs tests of it in jsdom': jest('./jsdom.mjs'),
    },
  },

  Vitest: {
    package: 'vitest',
    withEmulator: {
      'runs tests of it as Node': vitest('node'),
      'runs tests of it in jsdom': vitest('jsdom'),
      'runs tests of it in happy-dom': vitest('happy-dom'),
    },
  },
};
