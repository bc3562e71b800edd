export const about = 'memory after many contacts were read';

const VARIANTS = ['raw', 'official', 'ours'];
/**
 * Two looks may differ by this: a heap by what is not collected yet, the wasm by 64 KB for each page in flight, as they arrive
 * together or not. What is left behind for each contact would be more.
 */
const JITTER = { heap: 2 ** 20, wasm: 4 * 65_536 };

export async function measure({ lab, quick }) {
  const server = await lab.server(quick ? 10_000 : 100_000);
  const used = {};
  for (const variant of VARIANTS) {
    const read = async (page) => {
      const readAgain = async () => {
        await page.evaluate(readAll, { variant, baseUrl: server.url, limit: server.contacts });
        await page.send('HeapProfiler.collectGarbage');
        const { usedSize } = await page.send('Runtime.getHeapUsage');
        return { heap: usedSize, wasm: await page.evaluate(wasmBytes) };
      };
      used[variant] = { once: await readAgain(), twice: await readAgain() };
    };
    await lab.visit('/lab/', read, (page) =>
      page.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${watchWasm})()` }),
    );
  }

  const row = (name, variants, sizeOf, target) => ({
    name,
    unit: 'B',
    samples: Object.fromEntries(variants.map((variant) => [variant, [sizeOf(used[variant])]])),
    target,
  });
  const contacts = `${server.contacts.toLocaleString('en')} contacts`;
  const growth = '… more after as many again';
  return [
    row(`wasm memory after ${contacts}`, ['ours'], ({ once }) => once.wasm, { atMost: 2e6 }),
    row(growth, ['ours'], ({ once, twice }) => twice.wasm - once.wasm, { atMost: JITTER.wasm }),
    row(`live JavaScript heap after ${contacts}`, VARIANTS, ({ once }) => once.heap),
    row(growth, VARIANTS, ({ once, twice }) => twice.heap - once.heap, { atMost: JITTER.heap }),
  ];
}

/** In the page, before anything else: keeps the memory of every instance. */
function watchWasm() {
  globalThis.wasmMemories = new Set();
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(Instance, args) {
      const instance = new Instance(...args);
      globalThis.wasmMemories.add(instance.exports.memory);
      return instance;
    },
  });
}

/** In the page. */
function wasmBytes() {
  return [...globalThis.wasmMemories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
}

/** In the page. */
async function readAll({ variant, baseUrl, limit }) {
  const { connect, readAll } = globalThis.lab.variants[variant];
  connect({ baseUrl });
  // As many a page as iterateContacts takes, where the app does not say.
  await readAll({ pageSize: variant === 'ours' ? undefined : 1000, concurrency: 4, limit });
}
