import { Database } from '@luneo/database';
import { expect, it } from 'vitest';
import { startTestCluster } from './index.ts';

const BRAND = '0197a000-0000-7000-8000-00000000000a';

it('gives every test file a migrated database of its own', async () => {
  const cluster = await startTestCluster();
  try {
    const [one, two] = await Promise.all([cluster.createDatabase(), cluster.createDatabase()]);
    const [first, second] = [one, two].map((urls) => new Database({ ...urls, onPoolError: () => undefined }));
    await first!.forTenant(BRAND, (tx) =>
      tx.product.create({ data: { id: BRAND, brandId: BRAND, slug: 'mug', name: 'Mug' } }),
    );
    expect(await first!.forTenant(BRAND, (tx) => tx.product.count())).toBe(1);
    expect(await second!.forTenant(BRAND, (tx) => tx.product.count())).toBe(0);
    await Promise.all([first!.close(), second!.close()]);
    await Promise.all([one.drop(), two.drop()]);
  } finally {
    await cluster.stop();
  }
}, 60_000);
