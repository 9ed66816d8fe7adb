import type { Values } from '@luneo/config';

/**
 * Where browsers reach each part. Set by configuration behind a proxy; else the addresses we listen on,
 * known once we do (port 0 = any free one).
 */
export class Origins {
  readonly #config: Values;
  #main = '';
  #shop = '';

  constructor(config: Values) {
    this.#config = config;
  }

  listening(main: string): void {
    this.#main = local(main);
  }

  shopListening(shop: string): void {
    this.#shop = local(shop);
  }

  get api(): string {
    return this.#config.API_ORIGIN ?? this.#main;
  }

  get app(): string {
    return this.#config.APP_ORIGIN ?? this.#main;
  }

  get widget(): string {
    return this.#config.CDN_ORIGIN ?? this.api;
  }

  get shop(): string {
    return this.#config.DEMO_SHOP_ORIGIN ?? this.#shop;
  }

  /** Where this machine reaches the API, whatever stands in front of it. */
  get loopback(): string {
    return this.#main;
  }
}

/** Browsers are sent to a name they can open: 0.0.0.0 and 127.0.0.1 become localhost. */
function local(address: string): string {
  const url = new URL(address);
  if (['0.0.0.0', '127.0.0.1', '[::]', '[::1]'].includes(url.hostname)) url.hostname = 'localhost';
  return url.origin;
}
