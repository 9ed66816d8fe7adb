import type { Clock } from '@luneo/kernel';
import type { Message, MessageKind, Messages } from './messages.ts';
import { renderMessage } from './render.ts';

/** The few calls made of a `pg` pool of the role luneo_auth. */
export interface OutboxPool {
  query<Row>(text: string, values: readonly unknown[]): Promise<{ readonly rows: readonly Row[] }>;
}

export interface Sent {
  readonly id: string;
  readonly brandId: string | null;
  readonly kind: string;
  readonly to: string;
  readonly locale: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly createdAt: Date;
}

/** The links in a message have long run out by then. */
const KEPT_DAYS = 30;
const COLUMNS = `id, brand_id AS "brandId", kind, recipient AS "to", locale, subject, text, html, created_at AS "createdAt"`;

/** Keeps what was written in the table `auth.message`: the way out of an installation without a mail vendor. */
export class Outbox implements Messages {
  readonly #pool: OutboxPool;
  readonly #clock: Clock;
  readonly #newId: () => string;

  constructor(options: { readonly pool: OutboxPool; readonly clock: Clock; readonly newId: () => string }) {
    this.#pool = options.pool;
    this.#clock = options.clock;
    this.#newId = options.newId;
  }

  /** A message of a brand's test side says so in its subject. */
  async send<K extends MessageKind>(message: Message<K>): Promise<void> {
    const { subject, text, html } = renderMessage(message);
    const at = this.#clock.now();
    await this.#pool.query(
      `INSERT INTO auth.message (id, brand_id, kind, recipient, locale, subject, text, html, created_at)
       SELECT $1, $2, $3, $4, $5, CASE WHEN test THEN '[Test] ' ELSE '' END || $6, $7, $8, $9
       FROM (SELECT EXISTS (SELECT 1 FROM auth.brand WHERE id = $2::uuid AND test_of IS NOT NULL) AS test) AS side`,
      [
        this.#newId(),
        message.brandId ?? null,
        message.kind,
        message.to,
        message.locale,
        subject,
        text,
        html,
        new Date(at),
      ],
    );
    await this.#pool.query('DELETE FROM auth.message WHERE created_at < $1', [
      new Date(at - KEPT_DAYS * 86_400_000),
    ]);
  }

  /** Newest first; to one address where given. */
  async list({
    to,
    limit = 50,
  }: {
    readonly to?: string;
    readonly limit?: number;
  } = {}): Promise<readonly Sent[]> {
    const { rows } = await this.#pool.query<Sent>(
      `SELECT ${COLUMNS} FROM auth.message WHERE $1::text IS NULL OR recipient = $1
       ORDER BY created_at DESC, id DESC LIMIT $2`,
      [to ?? null, limit],
    );
    return rows;
  }

  async find(id: string): Promise<Sent | undefined> {
    const { rows } = await this.#pool.query<Sent>(`SELECT ${COLUMNS} FROM auth.message WHERE id = $1`, [id]);
    return rows[0];
  }
}
