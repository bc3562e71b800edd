const jest = (environment) => async (_t, kit) => {
  const args = ['--rootDir', '.', '--testEnvironment', environment];
  const env = { NODE_OPTIONS: '--experimental-vm-modules' };
  await kit.tool(kit.create('runners'), ['jest'], args, { env });
};

const vitest = (environment) => async (_t, kit) => {
  await kit.tool(kit.create('runners'), ['vitest'], ['run', '--globals', '--environment', environment]);
};

export const runners = {
  Jest: {
    package: 'jest',
    checks: {
      'runs tests of it as Node': jest('node'),
      'runs tests of it in jsdom': jest('./jsdom.mjs'),
    },
  },

  Vitest: {
    package: 'vitest',
    checks: {
      'runs tests of it as Node': vitest('node'),
      'runs tests of it in jsdom': vitest('jsdom'),
      'runs tests of it in happy-dom': vitest('happy-dom'),
    },
  },
};
