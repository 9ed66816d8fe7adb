import { WIDGET_PERMISSIONS } from '@luneo/contracts';
import type { KeyRing } from './key-ring.ts';
import type { Principal } from './principal.ts';

const AUDIENCE = 'luneo-widget';
const LIFETIME_S = 15 * 60;
/** A token this long expired may still name the shopper it belonged to. */
const RENEWAL_S = 24 * 60 * 60;

export interface WidgetClaims {
  readonly brandId: string;
  readonly productId: string;
  readonly shopperId: string;
  readonly keyId: string;
}

/** The customizer's tokens: one shopper, one product, fifteen minutes. */
export class WidgetTokens {
  readonly #ring: KeyRing;

  constructor(ring: KeyRing) {
    this.#ring = ring;
  }

  sign({ brandId, productId, shopperId, keyId }: WidgetClaims): Promise<{ token: string; expiresAt: Date }> {
    return this.#ring.sign({
      audience: AUDIENCE,
      subject: shopperId,
      lifetimeS: LIFETIME_S,
      claims: { brand: brandId, product: productId, key: keyId },
    });
  }

  async #claims(token: string, toleranceS: number): Promise<WidgetClaims> {
    const { sub, brand, product, key } = await this.#ring.verify(token, {
      audience: AUDIENCE,
      required: ['brand', 'product', 'key'],
      toleranceS,
    });
    return {
      shopperId: String(sub),
      brandId: String(brand),
      productId: String(product),
      keyId: String(key),
    };
  }

  /** Throws `token_expired` or `unauthenticated`. */
  async verify(token: string): Promise<Principal> {
    const { brandId, ...shopper } = await this.#claims(token, 0);
    return {
      brandId,
      actor: { kind: 'shopper', ...shopper },
      permissions: new Set(WIDGET_PERMISSIONS),
    };
  }

  /** The shopper of a token expired less than a day, or undefined: a renewal never fails, it starts anew. */
  async shopperOf(token: string, brandId: string): Promise<string | undefined> {
    try {
      const claims = await this.#claims(token, RENEWAL_S);
      return claims.brandId === brandId ? claims.shopperId : undefined;
    } catch {
      return undefined;
    }
  }
}
