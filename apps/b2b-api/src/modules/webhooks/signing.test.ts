import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { newWebhookSecret, secretText, signatureOf } from './signing.ts';

const body = '{"type":"order.received","data":{"a":"é"}}';
const id = 'evt_1';

function headersOf(secrets: readonly Uint8Array[], timestampS = Math.floor(Date.now() / 1_000)) {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestampS),
    'webhook-signature': signatureOf(secrets, { id, timestampS, body }),
  };
}

describe('signatures', () => {
  const secret = newWebhookSecret();
  const receiver = new Webhook(secretText(secret));

  it('are what the vendor’s library expects', () => {
    expect(receiver.verify(body, headersOf([secret]))).toMatchObject({ type: 'order.received' });
    expect(headersOf([secret], 1)['webhook-signature']).toBe(receiver.sign(id, new Date(1_000), body));
  });

  it('of old and new secret go together while one replaces the other', () => {
    const next = newWebhookSecret();
    const headers = headersOf([next, secret]);
    expect(() => receiver.verify(body, headers)).not.toThrow();
    expect(() => new Webhook(secretText(next)).verify(body, headers)).not.toThrow();
  });

  it('do not fit another body, id, secret or an old time', () => {
    expect(() => receiver.verify(`${body} `, headersOf([secret]))).toThrow();
    expect(() => receiver.verify(body, { ...headersOf([secret]), 'webhook-id': 'evt_2' })).toThrow();
    expect(() => receiver.verify(body, headersOf([newWebhookSecret()]))).toThrow();
    expect(() => receiver.verify(body, headersOf([secret], Math.floor(Date.now() / 1_000) - 301))).toThrow();
  });
});
