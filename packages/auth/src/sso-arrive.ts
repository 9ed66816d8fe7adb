import { CodedError } from '@luneo/kernel';
import type { GenericEndpointContext } from 'better-auth';
import { setSessionCookie } from 'better-auth/cookies';
import { handleOAuthUserInfo } from 'better-auth/oauth2';
import { CLIENT_IP_HEADER } from './sign-in-paths.ts';
import type { From, SsoMembers } from './sso-members.ts';
import type { Vouched } from './sso-oidc.ts';

/** Where a sign-in began and wants to end. */
export interface Way {
  readonly callbackURL: string;
  readonly errorURL?: string | undefined;
}

export interface Arrivals {
  readonly members: SsoMembers;
  readonly log?: { warn(fields: object, message: string): void } | undefined;
}

const LONGEST_AGENT = 300;
const withQuery = (url: string, query: Record<string, string>): string =>
  `${url}${url.includes('?') ? '&' : '?'}${new URLSearchParams(query)}`;

function fromOf({ request }: GenericEndpointContext): From {
  const userAgent = request?.headers.get('user-agent')?.slice(0, LONGEST_AGENT);
  return { ip: request?.headers.get(CLIENT_IP_HEADER) ?? '', userAgent };
}

/** The end of every single sign-on, whatever protocol proved the person. */
export class Arrival {
  readonly #parts: Arrivals;
  readonly #ctx: GenericEndpointContext;
  readonly #connectionId: string;
  readonly #way: Way;

  constructor(parts: Arrivals, ctx: GenericEndpointContext, connectionId: string, way: Way) {
    this.#parts = parts;
    this.#ctx = ctx;
    this.#connectionId = connectionId;
    this.#way = way;
  }

  /** Sends the browser back with the reason. */
  refuse(reason: string): Error {
    this.#parts.log?.warn({ connection: this.#connectionId, reason }, 'single sign-on was refused');
    const { errorURL, callbackURL } = this.#way;
    return this.#ctx.redirect(
      withQuery(errorURL ?? callbackURL, { error: 'sso_refused', error_description: reason }),
    );
  }

  /** As `refuse`, for what was thrown; what is no refusal goes on. */
  refuseFor(error: unknown): unknown {
    return error instanceof CodedError
      ? this.refuse(String(error.fault.params?.reason ?? error.code))
      : error;
  }

  /** Makes the person a member with a session and sends the browser on. */
  async admit(person: Vouched, method: 'sso-oidc' | 'sso-saml'): Promise<Error> {
    const [ctx, providerId] = [this.#ctx, this.#connectionId];
    const { userId } = await this.#parts.members.admit(providerId, person, fromOf(ctx));
    const made = await handleOAuthUserInfo(ctx, {
      userInfo: { id: person.subject, email: person.email, name: person.name, emailVerified: true },
      account: { providerId, accountId: person.subject },
      callbackURL: this.#way.callbackURL,
      source: { method, sso: { providerId } },
      selectedUser: { userId, profile: 'preserve' },
      trustProviderByName: false,
    });
    if (made.data === null) return this.refuse(made.error.replaceAll(' ', '_'));
    await setSessionCookie(ctx, made.data);
    return ctx.redirect(this.#way.callbackURL);
  }
}
