import { describe, expect, it } from 'vitest';
import { ApiProblem, ApiUnreachable, createClient } from './index.ts';

const json = (body: unknown, init: ResponseInit = {}) =>
  new Response(JSON.stringify(body), {
    status: 200,
    headers: { 'content-type': 'application/json' },
    ...init,
  });
const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ type: 'https://x.test/e', title: 'no', status, code }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });

/** Answers in turn; an Error is a network fault. Records what was sent. */
function server(...answers: (Response | Error)[]) {
  const sent: { url: string; init: RequestInit }[] = [];
  const waits: number[] = [];
  const client = createClient({
    baseUrl: 'https://api.test',
    token: () => 'sk_test_1',
    fetch: async (url, init) => {
      sent.push({ url: String(url), init: init! });
      const answer = answers.shift() ?? new Error('no more answers');
      if (answer instanceof Error) throw answer;
      return answer;
    },
    sleep: async (ms) => void waits.push(ms),
  });
  const header = (n: number, name: string) => new Headers(sent[n]!.init.headers).get(name);
  return { client, sent, waits, header };
}

describe('client', () => {
  it('fills path and query, and sends the key as bearer', async () => {
    const { client, sent, header } = server(json({ items: [], nextCursor: null }));
    await client.listOrders({ query: { limit: 5, q: 'a b' } });
    expect(sent[0]!.url).toBe('https://api.test/v1/orders?limit=5&q=a+b');
    expect(header(0, 'authorization')).toBe('Bearer sk_test_1');
    expect(client.url('getPreview', { params: { name: 'a/b' } })).toBe('https://api.test/previews/a%2Fb');
  });

  it('turns a problem into a coded error and does not repeat a refusal', async () => {
    const { client, sent } = server(problem(409, 'order_exists'));
    const failed = client.retryLine({ params: { lineItemId: 'lin_1' } });
    await expect(failed).rejects.toMatchObject({ code: 'order_exists', status: 409 });
    await expect(failed).rejects.toBeInstanceOf(ApiProblem);
    expect(sent).toHaveLength(1);
  });

  it('repeats a POST under the same idempotency key after a network fault', async () => {
    const { client, sent, header } = server(
      new Error('reset'),
      problem(503, 'unavailable'),
      json({ id: 'x' }),
    );
    await client.retryLine({ params: { lineItemId: 'lin_1' } });
    expect(sent).toHaveLength(3);
    expect(header(0, 'idempotency-key')).toMatch(/^[0-9a-f-]{36}$/);
    expect(header(2, 'idempotency-key')).toBe(header(0, 'idempotency-key'));
  });

  it('never repeats a POST that has no idempotency key', async () => {
    const { client, sent } = server(new Error('reset'));
    await expect(
      client.createWidgetSession({ body: { key: 'pk_test_0123456789abcdef', productId: 'prd_1' } }),
    ).rejects.toBeInstanceOf(ApiUnreachable);
    expect(sent).toHaveLength(1);
  });

  it('waits as long as the server asks', async () => {
    const { client, waits } = server(problem(429, 'too_many_requests', { 'retry-after': '3' }), json({}));
    await client.getMe({});
    expect(waits).toEqual([3_000]);
  });

  it('sends a file as multipart and lets the platform set the boundary', async () => {
    const { client, sent, header } = server(json({}, { status: 201 }));
    await client.uploadAsset({ file: { name: 'a.png', data: new Blob(['x']) } });
    expect(sent[0]!.init.body).toBeInstanceOf(FormData);
    expect(header(0, 'content-type')).toBeNull();
  });
});
