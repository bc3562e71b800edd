// jsdom in Jest has no fetch; an app's tests give one.

import { TestEnvironment } from 'jest-environment-jsdom';

export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.fetch = fetch;
  }
}
