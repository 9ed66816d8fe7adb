import type { Order } from '@luneo/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from './kit/server.ts';
import { frozen, orderOf } from './kit/shopper.ts';
import { until } from './kit/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ file: 'orders-approvals.test.ts' });
});
afterAll(() => server?.stop());

let serial = 0;
const mailOf = (order: string): string => `${order.toLowerCase()}@people.test`;
/** An order of a customer of its own, so that their messages are theirs alone. */
async function place(): Promise<Order> {
  serial += 1;
  const body = orderOf(`AP-${serial}`, [await frozen(server, 'mug', `approve ${serial}`)]);
  const email = mailOf(body.externalId);
  return server.shop.createOrder({ body: { ...body, customer: { ...body.customer, email } } });
}
const ask = (orderId: string, body: { deadlineAt?: string; locale?: 'en' | 'fr' } = {}) =>
  server.shop.requestApproval({ params: { orderId }, body: { locale: 'en', ...body } });
/** Links written to the customer of an order, first to last. */
async function tokens({ externalId }: Order): Promise<string[]> {
  const { rows } = await server.database.authPool.query<{ text: string }>(
    "SELECT text FROM auth.message WHERE kind = 'proof' AND recipient = $1 ORDER BY created_at, id",
    [mailOf(externalId)],
  );
  return rows.map(({ text }) => /\/approval\/#([\w-]{86})\b/.exec(text)![1]!);
}
const post = async (path: string, body: object) => {
  const answer = await server.call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const read = (orderId: string): Promise<Order> => server.shop.getOrder({ params: { orderId } });
const types = ({ events }: Order): string[] => events.map(({ type }) => type);

describe('an approval', () => {
  it('holds the order until the customer approves at the link they were sent', async () => {
    const { id } = await place();
    const asked = await ask(id);
    expect(asked).toMatchObject({ status: 'held', approval: { status: 'asked', note: null } });
    const [token] = await tokens(asked);
    const seen = await post('/v1/approval-views', { token });
    expect(seen.body).toMatchObject({ orderExternalId: asked.externalId, status: 'asked' });
    expect(JSON.stringify(seen.body)).not.toMatch(/rue du Port|Minor|@people/);
    const [line] = seen.body.lines as { previews: { url: string }[] }[];
    expect(line!.previews[0]!.url).toMatch(/^http/);
    const answers = await Promise.all(
      [1, 2, 3].map(() => post('/v1/approval-answers', { token, answer: 'approved' })),
    );
    for (const { status, body } of answers) expect([status, body.status]).toEqual([200, 'approved']);
    const made = await until(
      () => read(id),
      ({ status }) => status === 'produced',
    );
    expect(types(made).filter((type) => type === 'approval.approved')).toHaveLength(1);
    const late = await post('/v1/approval-answers', { token, answer: 'changes_asked', note: 'no, wait' });
    expect(late.body).toMatchObject({ status: 409, code: 'approval_ended', params: { status: 'approved' } });
  });

  it('keeps the note of a customer who asks for changes; asking anew ends the first link', async () => {
    const { id } = await place();
    const asked = await ask(id);
    const [first] = await tokens(asked);
    const bare = await post('/v1/approval-answers', { token: first, answer: 'changes_asked' });
    expect(bare.status).toBe(400);
    const note = 'the name is spelt Zoé';
    await post('/v1/approval-answers', { token: first, answer: 'changes_asked', note });
    expect(await read(id)).toMatchObject({ status: 'held', approval: { status: 'changes_asked', note } });
    const again = await ask(id, { locale: 'fr' });
    expect(types(again).slice(-2)).toEqual(['approval.withdrawn', 'approval.asked']);
    const [, second] = await tokens(asked);
    const old = await post('/v1/approval-answers', { token: first, answer: 'approved' });
    expect(old.body).toMatchObject({ code: 'approval_ended', params: { status: 'withdrawn' } });
    expect((await post('/v1/approval-answers', { token: second, answer: 'approved' })).status).toBe(200);
  });

  it('expires at its deadline; the order stays held until the brand releases it', async () => {
    const { id } = await place();
    const asked = await ask(id, { deadlineAt: new Date(Date.now() + 1_500).toISOString() });
    const [token] = await tokens(asked);
    const expired = await until(
      () => read(id),
      ({ approval }) => approval?.status === 'expired',
    );
    expect(expired.status).toBe('held');
    expect(types(expired)).toContain('approval.expired');
    const late = await post('/v1/approval-answers', { token, answer: 'approved' });
    expect(late.body).toMatchObject({ code: 'approval_ended' });
    const body = { reason: 'approved by phone' };
    const free = await server.shop.releaseOrder({ params: { orderId: id }, body });
    expect(free.approval).toMatchObject({ status: 'withdrawn' });
    expect(free.status).not.toBe('held');
  });

  it('is not asked of a cancelled order, nor by a deadline that is past, and ends with the order', async () => {
    const { id } = await place();
    const past = ask(id, { deadlineAt: '2020-01-01T00:00:00.000Z' });
    await expect(past).rejects.toMatchObject({ code: 'schedule_past' });
    const asked = await ask(id);
    const [token] = await tokens(asked);
    await server.shop.cancelOrder({ params: { orderId: id }, body: { reason: 'not wanted' } });
    const late = await post('/v1/approval-answers', { token, answer: 'approved' });
    expect(late.body).toMatchObject({ code: 'approval_ended' });
    await expect(ask(id)).rejects.toMatchObject({ code: 'order_state' });
  });

  it('is nothing to who made up a link', async () => {
    const forged = await post('/v1/approval-views', { token: 'a'.repeat(86) });
    expect(forged.body).toMatchObject({ status: 404, code: 'not_found' });
  });
});
