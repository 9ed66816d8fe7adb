import { WIDGET_PERMISSIONS } from '@luneo/contracts';
import { type Clock, CodedError } from '@luneo/kernel';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { Principal } from './principal.ts';
import { deriveKey } from './secret.ts';

const ISSUER = 'luneo';
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

/** Signs and checks the customizer's tokens: HS256 with a key derived from the server's secret. */
export class WidgetTokens {
  readonly #key: Uint8Array;
  readonly #clock: Clock;

  constructor({ secret, clock }: { readonly secret: string; readonly clock: Clock }) {
    this.#key = deriveKey(secret, 'widget-token');
    this.#clock = clock;
  }

  async sign(claims: WidgetClaims): Promise<{ token: string; expiresAt: Date }> {
    const now = Math.floor(this.#clock.now() / 1000);
    const token = await new SignJWT({ brand: claims.brandId, product: claims.productId, key: claims.keyId })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(claims.shopperId)
      .setIssuedAt(now)
      .setExpirationTime(now + LIFETIME_S)
      .sign(this.#key);
    return { token, expiresAt: new Date((now + LIFETIME_S) * 1000) };
  }

  async #claims(token: string, toleranceS: number): Promise<WidgetClaims> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: AUDIENCE,
        clockTolerance: toleranceS,
        currentDate: new Date(this.#clock.now()),
        requiredClaims: ['sub', 'exp', 'brand', 'product', 'key'],
      });
      const { sub, brand, product, key } = payload;
      return {
        shopperId: String(sub),
        brandId: String(brand),
        productId: String(product),
        keyId: String(key),
      };
    } catch (cause) {
      if (cause instanceof errors.JWTExpired)
        throw new CodedError({ code: 'token_expired', message: 'the widget token has expired' }, { cause });
      throw new CodedError({ code: 'unauthenticated', message: 'the widget token is not valid' }, { cause });
    }
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
