import { SSO_LIMITS } from '@luneo/contracts';
import { type Clock, CodedError } from '@luneo/kernel';
import { asRow, checkGrant, type Manager, permissionsOf, type RoleChoice } from './roles.ts';
import type { Sealer } from './sealer.ts';
import type { SqlPool } from './sql.ts';
import type { SsoDomainRecord } from './sso-domains.ts';
import type { OidcClient, OidcSettings } from './sso-oidc.ts';
import { type SamlSettings, samlConfigOf, samlSettingsOf } from './sso-saml.ts';
import { inTransaction, type TransactionPool } from './transaction.ts';

/** What vouches: an OpenID provider with the client we are to it, or a SAML provider. */
export type SsoSettings =
  | ({ readonly kind: 'oidc' } & OidcSettings)
  | ({ readonly kind: 'saml' } & SamlSettings);
export type NewSsoSettings =
  | ({ readonly kind: 'oidc'; readonly clientSecret: string } & OidcSettings)
  | ({ readonly kind: 'saml' } & SamlSettings);

export interface SsoRecord {
  readonly id: string;
  readonly brandId: string;
  readonly name: string;
  readonly settings: SsoSettings;
  readonly defaultRole: string;
  readonly defaultRoleId: string | null;
  readonly required: boolean;
  readonly domains: readonly SsoDomainRecord[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface SsoChange {
  readonly name?: string | undefined;
  readonly settings?: NewSsoSettings | undefined;
  readonly role?: RoleChoice | undefined;
  readonly required?: boolean | undefined;
}

interface Row extends Omit<SsoRecord, 'settings'> {
  readonly oidc: string | null;
  readonly saml: string | null;
  readonly secret: Buffer | null;
}

const DOMAINS = `coalesce((SELECT json_agg(json_build_object('id', d.id, 'domain', d.domain, 'token', d.token,
    'provenAt', d.proven_at) ORDER BY d.domain) FROM auth.sso_domain d WHERE d.provider_id = p.id), '[]')`;
const SELECT = `SELECT p.id, p.brand_id AS "brandId", p.name, p.oidc_config AS oidc, p.saml_config AS saml, p.client_secret AS secret,
    p.default_role AS "defaultRole", p.default_role_id AS "defaultRoleId", p.required,
    p.created_at AS "createdAt", p.updated_at AS "updatedAt", ${DOMAINS} AS domains
  FROM auth.sso_provider p`;

const refuse = (code: string, message: string): CodedError => new CodedError({ code, message });
const missing = (): CodedError => refuse('not_found', 'no such connection in this brand');
const proven = ({ domains }: SsoRecord): boolean => domains.some(({ provenAt }) => provenAt !== null);

/**
 * Who puts another provider behind proven domains could come in as anybody there, an owner too. Elsewhere the DNS
 * record is the proof of who may say so. Throws `forbidden`.
 */
export function checkReplacing(record: SsoRecord, { role }: Manager): void {
  if (role !== 'owner' && proven(record))
    throw refuse('forbidden', 'only owners put another provider behind proven domains');
}

const recordOf = ({ oidc, saml, secret: _secret, ...row }: Row): SsoRecord => ({
  ...row,
  settings:
    saml === null
      ? { kind: 'oidc', ...(JSON.parse(oidc!) as OidcSettings) }
      : { kind: 'saml', ...samlSettingsOf(saml) },
});

export interface SsoBookOptions {
  readonly pool: TransactionPool;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly sealer: Sealer;
  /** Who we are to a SAML provider: an address of ours, one a connection. */
  readonly entityId: (connectionId: string) => string;
  /** Marks a session as ended, for as long as its cookie may be believed. */
  readonly ended: (sessionId: string) => Promise<void>;
}

/** The identity providers of brands. */
export class SsoBook {
  readonly #pool: TransactionPool;
  readonly #clock: Clock;
  readonly #newId: () => string;
  readonly #sealer: Sealer;
  readonly #ended: SsoBookOptions['ended'];
  readonly #entityId: SsoBookOptions['entityId'];

  constructor({ pool, clock, newId, sealer, ended, entityId }: SsoBookOptions) {
    this.#pool = pool;
    this.#clock = clock;
    this.#newId = newId;
    this.#sealer = sealer;
    this.#ended = ended;
    this.#entityId = entityId;
  }

  async list(brandId: string): Promise<readonly SsoRecord[]> {
    const { rows } = await this.#pool.query<Row>(`${SELECT} WHERE p.brand_id = $1 ORDER BY p.id`, [brandId]);
    return rows.map(recordOf);
  }

  /** Throws `not_found`. */
  get(brandId: string, id: string): Promise<SsoRecord> {
    return get(this.#pool, brandId, id);
  }

  /** Throws `forbidden`, `not_found` (the role) or `sso_limit`. */
  create(
    brandId: string,
    by: Manager,
    { name, settings, role }: { name: string; settings: NewSsoSettings; role: RoleChoice },
  ): Promise<SsoRecord> {
    const id = this.#newId();
    return inTransaction(this.#pool, async (tx) => {
      await tx.query('SELECT id FROM auth.brand WHERE id = $1 FOR UPDATE', [brandId]);
      const { rows } = await tx.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM auth.sso_provider WHERE brand_id = $1',
        [brandId],
      );
      if (rows[0]!.count >= SSO_LIMITS.connections)
        throw refuse('sso_limit', `a brand has at most ${SSO_LIMITS.connections} connections`);
      checkGrant(by, await permissionsOf(tx, brandId, role));
      await tx.query(
        `INSERT INTO auth.sso_provider
           (id, provider_id, brand_id, user_id, name, issuer, domain, default_role, default_role_id, created_at)
         VALUES ($1::uuid, $1::uuid::text, $2, $3, $4, '', '', $5, $6, $7)`,
        [id, brandId, by.userId, name, asRow(role).role, asRow(role).roleId, this.#now()],
      );
      await this.#put(tx, id, settings);
      return get(tx, brandId, id);
    });
  }

  /** Throws `not_found`, `forbidden` or `sso_domain_unproven` (nothing to require). */
  change(brandId: string, by: Manager, id: string, change: SsoChange): Promise<SsoRecord> {
    return inTransaction(this.#pool, async (tx) => {
      await tx.query('SELECT id FROM auth.sso_provider WHERE brand_id = $1 AND id = $2 FOR UPDATE', [
        brandId,
        id,
      ]);
      const record = await get(tx, brandId, id);
      if (change.settings !== undefined) checkReplacing(record, by);
      if (change.required && !proven(record))
        throw refuse('sso_domain_unproven', 'prove a domain first: nobody could sign in');
      if (change.role) checkGrant(by, await permissionsOf(tx, brandId, change.role));
      const row = change.role && asRow(change.role);
      await tx.query(
        `UPDATE auth.sso_provider SET name = coalesce($2, name), required = coalesce($3, required),
           default_role = coalesce($4, default_role),
           default_role_id = CASE WHEN $4::text IS NULL THEN default_role_id ELSE $5::uuid END, updated_at = $6
         WHERE id = $1`,
        [
          id,
          change.name ?? null,
          change.required ?? null,
          row?.role ?? null,
          row?.roleId ?? null,
          this.#now(),
        ],
      );
      if (change.settings) await this.#put(tx, id, change.settings);
      return get(tx, brandId, id);
    });
  }

  /** Its sessions end with it. Throws `not_found`. */
  async delete(brandId: string, id: string): Promise<void> {
    const sessions = await inTransaction(this.#pool, async (tx) => {
      await get(tx, brandId, id);
      const { rows } = await tx.query<{ id: string }>(
        'DELETE FROM auth.session WHERE sso_provider_id = $1 RETURNING id',
        [id],
      );
      await tx.query('DELETE FROM auth.account WHERE provider_id = $1', [id]);
      await tx.query('DELETE FROM auth.sso_provider WHERE brand_id = $1 AND id = $2', [brandId, id]);
      return rows;
    });
    for (const session of sessions) await this.#ended(session.id);
  }

  /** The connection that vouches for an address; undefined = none does. */
  async ofDomain(domain: string): Promise<SsoRecord | undefined> {
    const { rows } = await this.#pool.query<Row>(
      `${SELECT} WHERE p.id = (SELECT provider_id FROM auth.sso_domain WHERE proven_domain = $1)`,
      [domain],
    );
    return rows[0] && recordOf(rows[0]);
  }

  /** What a sign-in speaks with; undefined = there is no such connection. */
  async client(id: string, redirectUrl: string): Promise<OidcClient | undefined> {
    const { rows } = await this.#pool.query<Row>(`${SELECT} WHERE p.provider_id = $1`, [id]);
    const row = rows[0];
    if (row === undefined || row.secret === null) return undefined;
    const { settings } = recordOf(row);
    if (settings.kind !== 'oidc') return undefined;
    const { clientId, server } = settings;
    return { clientId, server, redirectUrl, clientSecret: this.#sealer.open(row.secret, row.id).toString() };
  }

  async #put(tx: SqlPool, id: string, settings: NewSsoSettings): Promise<void> {
    const oidc = settings.kind === 'oidc' ? settings : undefined;
    const { clientId, server, clientSecret } = oidc ?? {};
    await tx.query(
      `UPDATE auth.sso_provider SET issuer = $2, oidc_config = $3, client_secret = $4, saml_config = $5 WHERE id = $1`,
      [
        id,
        settings.kind === 'saml' ? settings.entityId : settings.server.issuer,
        oidc === undefined ? null : JSON.stringify({ clientId, server }),
        clientSecret === undefined ? null : this.#sealer.seal(Buffer.from(clientSecret), id),
        settings.kind === 'saml' ? JSON.stringify(samlConfigOf(settings, this.#entityId(id))) : null,
      ],
    );
  }

  #now(): Date {
    return new Date(this.#clock.now());
  }
}

async function get(sql: SqlPool, brandId: string, id: string): Promise<SsoRecord> {
  const { rows } = await sql.query<Row>(`${SELECT} WHERE p.brand_id = $1 AND p.id = $2`, [brandId, id]);
  if (rows[0] === undefined) throw missing();
  return recordOf(rows[0]);
}
