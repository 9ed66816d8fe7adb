import type { BrandPlan } from '@luneo/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBrand, type TestBrand } from './kit/brands.ts';
import { Browser } from './kit/identity.ts';
import { startServer, type TestServer } from './kit/server.ts';

let pro: TestServer;
let starter: TestServer;
beforeAll(async () => {
  starter = await startServer({ file: 'plan.test.ts', worker: false, settings: { plan: 'starter' } });
  pro = await startServer({ file: 'plan.test.ts', worker: false, settings: { plan: 'pro' } });
});
afterAll(async () => {
  await starter?.stop();
  await pro?.stop();
});

let serial = 0;
async function owner(server: TestServer): Promise<{ brand: TestBrand; json: Browser['json'] }> {
  const brand = await makeBrand(server, `plan-${++serial}`);
  const cookie = await brand.signIn('owner');
  return { brand, json: (path, init) => new Browser(server, { cookie }).json(path, init) };
}
const invite = (json: Browser['json'], n: number) =>
  json('/v1/invitations', { body: { email: `p${n}-${serial}@plan.test`, role: 'viewer' } });

describe('the plan of a brand', () => {
  it('says what it gives and what is used, and when a count begins anew', async () => {
    const { json } = await owner(pro);
    const { body } = await json<BrandPlan>('/v1/plan');
    const now = new Date();
    const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString();
    expect(body).toEqual({
      plan: 'pro',
      limits: [
        { name: 'printFiles', limit: 100, use: 0, resetsAt: next },
        { name: 'seats', limit: 5, use: 1, resetsAt: null },
        { name: 'storageBytes', limit: 10_000_000_000, use: 0, resetsAt: null },
        { name: 'apiCalls', limit: 50_000, use: 0, resetsAt: next },
      ],
      features: ['whiteLabel', 'api', 'webhooks'],
      overageMinor: 0,
    });
  });

  it('is for who manages the brand', async () => {
    const { brand } = await owner(pro);
    const cookie = await brand.signIn('designer');
    expect((await new Browser(pro, { cookie }).json('/v1/plan')).status).toBe(403);
  });
});

describe('a limit', () => {
  it('of seats counts members and invitations, also when many ask at once, and is free again', async () => {
    const { json } = await owner(pro);
    const answers = await Promise.all(Array.from({ length: 9 }, (_, n) => invite(json, n)));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array(4).fill(201),
      ...Array(5).fill(402),
    ]);
    const refused = answers.find(({ status }) => status === 402)!;
    expect(refused.body).toMatchObject({ code: 'plan_limit', params: { name: 'seats', limit: 5, use: 5 } });
    const made = answers.find(({ status }) => status === 201)!.body as { id: string };
    await json(`/v1/invitations/${made.id}`, { method: 'DELETE' });
    expect((await invite(json, 10)).status).toBe(201);
  });

  it('closes what the plan does not include, and names it', async () => {
    const { json } = await owner(starter);
    const feature = (name: string) => ({
      status: 402,
      body: { code: 'plan_feature', params: { plan: 'starter', feature: name } },
    });
    const key = { kind: 'secret', name: 'Shop' };
    expect(await json('/v1/api-keys', { body: { ...key, mode: 'live' } })).toMatchObject(feature('api'));
    expect((await json('/v1/api-keys', { body: { ...key, mode: 'test' } })).status).toBe(201);
    const hook = { url: 'http://127.0.0.1:9/hooks', eventTypes: ['webhook.test'] };
    expect(await json('/v1/webhook-endpoints', { body: hook })).toMatchObject(feature('webhooks'));
    expect(await invite(json, 1)).toMatchObject({ status: 402, body: { params: { limit: 1, use: 1 } } });
  });
});
