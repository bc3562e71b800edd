// A page of Chromium without DevTools' Network domain. Playwright enables that for its own pages, which more than doubles the
// time of a large response.

/**
 * Opens an empty page, with nothing in its cache.
 * @param {import('playwright-core').CDPSession} devtools of the browser
 */
export async function openPage(devtools) {
  const { browserContextId } = await devtools.send('Target.createBrowserContext');
  const { targetId } = await devtools.send('Target.createTarget', { url: 'about:blank', browserContextId });
  const { sessionId } = await devtools.send('Target.attachToTarget', { targetId });
  const page = new Page(devtools, sessionId, browserContextId);
  await page.send('Page.enable');
  return page;
}

class Page {
  #browser;
  #sessionId;
  #contextId;
  #count = 0;
  #calls = new Map();
  #events = new EventTarget();

  constructor(browser, sessionId, contextId) {
    this.#browser = browser;
    this.#sessionId = sessionId;
    this.#contextId = contextId;
    browser.on('Target.receivedMessageFromTarget', this.#receive);
  }

  /** Calls a method of the DevTools protocol. */
  async send(method, params = {}) {
    this.#count += 1;
    const id = this.#count;
    const replied = new Promise((resolve) => this.#calls.set(id, resolve));
    const message = JSON.stringify({ id, method, params });
    await this.#browser.send('Target.sendMessageToTarget', { sessionId: this.#sessionId, message });
    const { result, error } = await replied;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  /** Resolves at the next event of that name. */
  nextEvent(event) {
    return new Promise((resolve) => {
      this.#events.addEventListener(event, resolve, { once: true });
    });
  }

  async goto(url) {
    const loaded = this.nextEvent('Page.loadEventFired');
    const { errorText } = await this.send('Page.navigate', { url });
    if (errorText) throw new Error(`${url}: ${errorText}`);
    await loaded;
  }

  /** Calls a function in the page, with an argument that can be JSON, and gives what it returns. */
  async evaluate(call, argument) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', {
      expression: `(${call})(${JSON.stringify(argument)})`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(result.description ?? exceptionDetails.text);
    return result.value;
  }

  async close() {
    this.#browser.off('Target.receivedMessageFromTarget', this.#receive);
    await this.#browser.send('Target.disposeBrowserContext', { browserContextId: this.#contextId });
  }

  #receive = ({ sessionId, message }) => {
    if (sessionId !== this.#sessionId) return;
    const { id, method, ...reply } = JSON.parse(message);
    if (method) this.#events.dispatchEvent(new Event(method));
    this.#calls.get(id)?.(reply);
    this.#calls.delete(id);
  };
}
