import { brotliCompressSync } from 'node:zlib';

export const about = 'asking only for the fields that are used';

const SIZE = 500;

export async function measure({ lab }) {
  const server = await lab.server(1000);
  const request = await lab.visit('/lab/', (page) =>
    page.evaluate((size) => globalThis.lab.requestOf('ours', size), SIZE),
  );
  const { fields: _, ...everything } = request.query;
  const [ours, official] = [await server.query(request), await server.query({ query: everything })];
  const row = (name, sizeOf) => ({
    name,
    unit: 'B',
    of: 'official',
    samples: { official: [sizeOf(official)], ours: [sizeOf(ours)] },
  });
  return [
    row(`bytes of ${SIZE} contacts, as the variant asks for them`, (text) => Buffer.byteLength(text)),
    row('… compressed', (text) => brotliCompressSync(text).length),
  ];
}
