import {
  checkReplacing,
  type NewSsoSettings,
  OidcTalk,
  type SamlInput,
  SsoBook,
  SsoDomains,
  type SsoRecord,
  samlSettings,
} from '@luneo/auth';
import type { Api, SsoConnection, SsoDomain } from '@luneo/contracts';
import { Outbound } from '@luneo/outbound';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { Entitled } from '../../platform/entitled.ts';
import { uuidOf } from '../../platform/ids.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { SETTINGS } from '../../platform/tokens.ts';
import { choiceOf, managerOf } from '../members/members.mapper.ts';
import { connectionOf, domainOf } from './sso.mapper.ts';

type Create = z.output<Api['createSsoConnection']['body']>;
type Update = z.output<Api['updateSsoConnection']['body']>;
type OfDomain = z.output<Api['proveSsoDomain']['params']>;

/** The contract lets either through, and not both. */
const samlInput = ({
  metadata,
  entityId,
  entryPoint,
  certificates,
  emailAttribute,
}: Extract<Create['provider'], { kind: 'saml' }>): SamlInput =>
  metadata === undefined
    ? { entityId: entityId!, entryPoint: entryPoint!, certificates: certificates!, emailAttribute }
    : { metadata, emailAttribute };

/** Single sign-on of a brand. A brand whose plan no longer has it keeps what it has and may take it away. */
@Injectable()
export class SsoService {
  constructor(
    @Inject(SsoBook) private readonly book: SsoBook,
    @Inject(SsoDomains) private readonly domains: SsoDomains,
    @Inject(OidcTalk) private readonly oidc: OidcTalk,
    @Inject(Outbound) private readonly outbound: Outbound,
    @Inject(Entitled) private readonly entitled: Entitled,
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async list(ctx: Ctx): Promise<{ items: SsoConnection[] }> {
    return { items: (await this.book.list(ctx.brandId)).map((record) => this.#shown(record)) };
  }

  async get(ctx: Ctx, connectionId: string): Promise<SsoConnection> {
    return this.#shown(await this.book.get(ctx.brandId, uuidOf('ssoConnection', connectionId)));
  }

  async create(ctx: Ctx, { name, provider, defaultRole }: Create): Promise<SsoConnection> {
    await this.entitled.require(ctx, 'sso');
    const settings = await this.#settingsOf(provider);
    const role = choiceOf(defaultRole);
    return this.#once(
      ctx,
      this.#shown(await this.book.create(ctx.brandId, managerOf(ctx), { name, settings, role })),
    );
  }

  async update(
    ctx: Ctx,
    connectionId: string,
    { provider, defaultRole, name, required }: Update,
  ): Promise<SsoConnection> {
    const id = uuidOf('ssoConnection', connectionId);
    // Letting people in by other ways again is open to everybody.
    if (required !== false) await this.entitled.require(ctx, 'sso');
    const before = await this.book.get(ctx.brandId, id);
    if (provider !== undefined) checkReplacing(before, managerOf(ctx));
    const record = await this.book.change(ctx.brandId, managerOf(ctx), id, {
      name,
      required,
      settings: provider && (await this.#settingsOf(provider)),
      role: defaultRole === undefined ? undefined : choiceOf(defaultRole),
    });
    return this.#shown(record);
  }

  async delete(ctx: Ctx, connectionId: string): Promise<undefined> {
    await this.book.delete(ctx.brandId, uuidOf('ssoConnection', connectionId));
    return undefined;
  }

  async addDomain(ctx: Ctx, connectionId: string, domain: string): Promise<SsoDomain> {
    await this.entitled.require(ctx, 'sso');
    const at = { brandId: ctx.brandId, connectionId: uuidOf('ssoConnection', connectionId) };
    return this.#once(ctx, domainOf(await this.domains.add(at, domain)));
  }

  async proveDomain(ctx: Ctx, params: OfDomain): Promise<SsoDomain> {
    await this.entitled.require(ctx, 'sso');
    const { at, domainId } = this.#at(ctx, params);
    return domainOf(await this.domains.prove(at, domainId));
  }

  async removeDomain(ctx: Ctx, params: OfDomain): Promise<undefined> {
    const { at, domainId } = this.#at(ctx, params);
    await this.domains.remove(at, domainId);
    return undefined;
  }

  #at({ brandId }: Ctx, { ssoConnectionId, ssoDomainId }: OfDomain) {
    return {
      at: { brandId, connectionId: uuidOf('ssoConnection', ssoConnectionId) },
      domainId: uuidOf('ssoDomain', ssoDomainId),
    };
  }

  async #settingsOf(provider: Create['provider']): Promise<NewSsoSettings> {
    if (provider.kind === 'saml')
      return { kind: 'saml', ...samlSettings(samlInput(provider), (url) => this.outbound.check(url)) };
    const { issuer, clientId, clientSecret } = provider;
    return { kind: 'oidc', clientSecret, ...(await this.oidc.discover(issuer, clientId)) };
  }

  #shown(record: SsoRecord): SsoConnection {
    return connectionOf(record, `${this.settings.publicOrigin()}/auth`);
  }

  /** Remembers the answer under the idempotency key, if there was one. */
  async #once<T>(ctx: Ctx, answer: T): Promise<T> {
    const { remember } = ctx;
    if (remember) await this.work.run(ctx, ({ tx }) => remember(tx, answer));
    return answer;
  }
}
