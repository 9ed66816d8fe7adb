import { randomBytes } from 'node:crypto';
import type { Demo } from '@luneo/b2b-api';
import { createDemoShop } from '@luneo/demo-shop';
import type { Addresses } from './addresses.ts';

/** Runs the demo shop on the next port, another site to the browser. Gives back how to stop it. */
export async function startShop(addresses: Addresses, demo: Demo): Promise<() => Promise<void>> {
  const shop = await createDemoShop({
    name: 'Atelier Demo',
    apiUrl: () => `http://127.0.0.1:${addresses.port}`,
    apiOrigin: () => addresses.api,
    widgetOrigin: () => addresses.widget,
    publishableKey: demo.publishableKey,
    secretKey: demo.secretKey,
    products: demo.products,
    cookieSecret: randomBytes(32).toString('base64url'),
    newOrderNumber: () => `AD-${randomBytes(5).toString('hex').toUpperCase()}`,
  });
  await shop.listen({ port: addresses.shopPort, host: addresses.host });
  return () => shop.close();
}
