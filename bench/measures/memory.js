export const about = 'memory after many contacts were read';

const VARIANTS = ['raw', 'official', 'ours'];
/** As many pages as are in flight at once, and more: from then on there is nothing to grow for. */
const FEW = 10_000;
/** Two looks at a heap may differ by this. One object left behind for each contact would be more. */
const JITTER = 2 ** 20;

export async function measure({ lab, quick }) {
  const server = await lab.server(quick ? 10_000 : 100_000);
  const used = {};
  for (const variant of VARIANTS) {
    const read = async (page) => {
      const after = async (limit) => {
        await page.evaluate(readAll, { variant, baseUrl: server.url, limit });
        await page.send('HeapProfiler.collectGarbage');
        const { usedSize } = await page.send('Runtime.getHeapUsage');
        return { heap: usedSize, wasm: await page.evaluate(wasmBytes) };
      };
      used[variant] = { few: await after(FEW), many: await after(server.contacts) };
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
  const few = FEW.toLocaleString('en');
  const many = server.contacts.toLocaleString('en');
  return [
    row(`wasm memory after ${many} contacts`, ['ours'], ({ many }) => many.wasm),
    row(`… more than after ${few}`, ['ours'], ({ few, many }) => many.wasm - few.wasm, { atMost: 0 }),
    row(`live JavaScript heap after ${many} contacts`, VARIANTS, ({ many }) => many.heap),
    row(`… more than after ${few}`, VARIANTS, ({ few, many }) => many.heap - few.heap, { atMost: JITTER }),
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
