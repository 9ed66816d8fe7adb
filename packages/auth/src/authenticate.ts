import type { Cache } from '@luneo/cache';
import { MODE_HEADER, type Route, SSO_LIMITS, SUPPORT_HEADER } from '@luneo/contracts';
import { type Clock, CodedError, fromPublicId } from '@luneo/kernel';
import { type AccessTokens, isAccessToken } from './access-token.ts';
import { type Membership, membershipsOf, type SessionOrigin, testSideOf } from './brands.ts';
import { type ApiKeys, brandSuspended } from './keys.ts';
import { isPlatformOwner } from './platform.ts';
import type { Principal } from './principal.ts';
import { looksLikeKey } from './secret.ts';
import { hasEnded, type SignIn } from './sign-in.ts';
import type { SqlPool } from './sql.ts';
import type { SupportBook } from './support.ts';
import type { WidgetTokens } from './widget-token.ts';

export interface SignedIn {
  readonly user: { readonly id: string; readonly name: string; readonly email: string };
  readonly memberships: readonly Membership[];
  /** True: a brand's single sign-on made the session. */
  readonly bySso: boolean;
}

export interface AuthenticatorDeps {
  readonly signIn: SignIn;
  readonly keys: ApiKeys;
  readonly tokens: WidgetTokens;
  readonly accessTokens: AccessTokens;
  readonly pool: SqlPool;
  readonly support: SupportBook;
  readonly cache: Cache;
  readonly clock: Clock;
  /** Origins whose pages may use the session cookie. */
  readonly sessionOrigins: readonly string[];
}

const refuse = (code: string, message: string): CodedError => new CodedError({ code, message });
/** Word for word what an address without a route answers. */
const nothingHere = (): CodedError => refuse('not_found', 'there is nothing at this address');
const SSO_SESSION_MS = SSO_LIMITS.sessionHours * 3_600_000;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Turns what a request carries into a principal. One credential a request: a bearer wins over the cookie. */
export class Authenticator {
  readonly #deps: AuthenticatorDeps;

  constructor(deps: AuthenticatorDeps) {
    this.#deps = deps;
  }

  /**
   * The principal behind a request, which must be of one of the accepted kinds. Throws
   * `unauthenticated`, `token_expired`, `origin_not_allowed`, `forbidden` or `mode_unknown`.
   */
  async authenticate(
    request: Request,
    { credentials: accepted, account }: Pick<Route, 'credentials' | 'account'>,
  ): Promise<Principal> {
    const bearer = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    if (bearer === undefined) {
      if (accepted.includes('session'))
        return account ? this.#member(request) : this.#sideOf(request, await this.#member(request));
      throw refuse('unauthenticated', `send a ${accepted.join(' or ')} credential as bearer`);
    }
    const kind = looksLikeKey('secret', bearer) || isAccessToken(bearer) ? 'secret' : 'widget';
    const principal = await this.#bearer(bearer);
    if (!accepted.includes(kind)) throw refuse('forbidden', `a ${kind} credential may not call this`);
    return principal;
  }

  /** The signed-in user and their brands; asks the library once, memberships always afresh. */
  async signedIn(request: Request): Promise<SignedIn> {
    if (!request.headers.has('cookie')) throw refuse('unauthenticated', 'sign in first');
    this.#checkOrigin(request);
    const session = await this.#deps.signIn.api.getSession({ headers: request.headers });
    if (session === null || (await hasEnded(this.#deps.cache, session.session.id)))
      throw refuse('unauthenticated', 'sign in first');
    const { id, name, email } = session.user;
    const memberships = await membershipsOf(this.#deps.pool, id, this.#originOf(session.session));
    return { user: { id, name, email }, memberships, bySso: session.session.ssoProviderId != null };
  }

  #originOf(session: {
    readonly createdAt: Date;
    readonly ssoProviderId?: string | null | undefined;
  }): SessionOrigin {
    const ageMs = this.#deps.clock.now() - new Date(session.createdAt).getTime();
    // Whom a provider no longer vouches for is out by then.
    return { connectionId: session.ssoProviderId ?? null, fresh: ageMs < SSO_SESSION_MS };
  }

  /** The signed-in owner of the installation. To anybody else signed in, `not_found`: there is no such address. */
  async platformOwner(request: Request): Promise<{ readonly userId: string }> {
    if (request.headers.has('authorization')) {
      await this.#bearer(/^Bearer (\S+)$/i.exec(request.headers.get('authorization')!)?.[1] ?? '');
      throw nothingHere();
    }
    const { user, bySso } = await this.signedIn(request);
    // Inside a brand one is not at the platform, nor on the word of a brand's provider.
    const inside = bySso || request.headers.has(SUPPORT_HEADER);
    if (inside || !(await isPlatformOwner(this.#deps.pool, user.id))) throw nothingHere();
    return { userId: user.id };
  }

  /** A token outlives its key by half a minute at most. */
  async #bearer(bearer: string): Promise<Principal> {
    const { keys, tokens, accessTokens } = this.#deps;
    if (looksLikeKey('secret', bearer)) return keys.principal(bearer);
    const principal = await (isAccessToken(bearer) ? accessTokens : tokens).verify(bearer);
    const { actor } = principal;
    if ('keyId' in actor) await keys.checkLive(actor.keyId);
    return principal;
  }

  async #member(request: Request): Promise<Principal> {
    const { user, memberships } = await this.signedIn(request);
    const support = request.headers.get(SUPPORT_HEADER);
    if (support !== null) return this.#deps.support.principal(user.id, support);
    const chosen = chosenBrand(memberships, request.headers.get('luneo-brand'));
    if (chosen.suspended) throw brandSuspended();
    if (chosen.ssoRequired) throw refuse('sso_required', 'sign in by the identity provider of the brand');
    if (chosen.secondFactorRequired)
      throw refuse(
        'second_factor_required',
        'sign in with your second factor: another brand vouched for you',
      );
    const { brandId, role, permissions } = chosen;
    return {
      brandId,
      actor: { kind: 'member', userId: user.id, role },
      permissions: new Set(permissions),
    };
  }

  /** In test mode the same person is at the test side of the brand. */
  async #sideOf({ headers }: Request, principal: Principal): Promise<Principal> {
    const mode = headers.get(MODE_HEADER) ?? 'live';
    if (mode === 'live') return principal;
    if (mode !== 'test') throw refuse('mode_unknown', `${MODE_HEADER} is test or live`);
    return { ...principal, brandId: await testSideOf(this.#deps.pool, principal.brandId) };
  }

  /** Cookies travel with cross-site requests, so anything that changes must come from a page of ours. */
  #checkOrigin(request: Request): void {
    if (SAFE.has(request.method)) return;
    const origin = request.headers.get('origin');
    if (origin === null || !this.#deps.sessionOrigins.includes(origin))
      throw refuse('origin_not_allowed', 'the session cookie is not accepted from this origin');
  }
}

/** The brand named by the header, or the first joined. A brand one is not in does not exist. */
function chosenBrand(memberships: readonly Membership[], header: string | null): Membership {
  const [first] = memberships;
  if (first === undefined) throw refuse('forbidden', 'the signed-in user belongs to no brand');
  if (header === null) return first;
  const id = fromPublicId('brand', header);
  const chosen = id.ok ? memberships.find(({ brandId }) => brandId === id.value) : undefined;
  if (chosen === undefined) throw refuse('forbidden', 'the signed-in user does not belong to this brand');
  return chosen;
}
