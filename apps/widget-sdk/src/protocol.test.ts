import { describe, expect, it } from 'vitest';
import { isHello, PROTOCOL, readWelcome } from './protocol.ts';

const frame = {} as Window;
const expected = { nonce: 'n1', origin: 'https://api.luneo.app', source: frame };
const hello = {
  data: { luneo: PROTOCOL, type: 'hello', nonce: 'n1' },
  origin: expected.origin,
  source: frame,
};
const asEvent = (event: object) => event as MessageEvent;

describe('hello', () => {
  it('is heard from the one window, origin and opening it must come from', () => {
    expect(isHello(asEvent(hello), expected)).toBe(true);
  });
  it.each([
    ['another origin', { origin: 'https://api.luneo.app.evil.example' }],
    ['another scheme', { origin: 'http://api.luneo.app' }],
    ['another window of that origin', { source: {} }],
    ['another opening', { data: { ...hello.data, nonce: 'n2' } }],
    ['another message', { data: { ...hello.data, type: 'welcome' } }],
    ['another protocol', { data: { ...hello.data, luneo: 2 } }],
    ['no data', { data: null }],
  ])('is not heard from %s', (_what, change) => {
    expect(isHello(asEvent({ ...hello, ...change }), expected)).toBe(false);
  });
});

describe('welcome', () => {
  const { port1 } = new MessageChannel();
  const host = {} as Window;
  const from = { nonce: 'n1', origin: 'https://shop.example', source: host };
  const welcome = {
    data: { luneo: PROTOCOL, type: 'welcome', nonce: 'n1', session: {}, options: { product: 'prd_1' } },
    origin: from.origin,
    source: host,
    ports: [port1],
  };
  it('brings the port and the options', () => {
    expect(readWelcome(asEvent(welcome), from)).toMatchObject({
      port: port1,
      welcome: { options: { product: 'prd_1' } },
    });
  });
  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another window', { source: {} }],
    ['another opening', { data: { ...welcome.data, nonce: 'x' } }],
    ['no port', { ports: [] }],
  ])('is refused from %s', (_what, change) => {
    expect(readWelcome(asEvent({ ...welcome, ...change }), from)).toBeUndefined();
  });
});
