import type { Actor, Principal } from '@luneo/auth';
import type { Permission } from '@luneo/contracts';
import type { Clock } from '@luneo/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from './database.ts';
import { CLOCK, NEW_ID } from './tokens.ts';

/** Writes the answer of an idempotent call in the transaction of its effect. */
export type Remember = (tx: Tx, answer: unknown) => Promise<void>;

/** What the audit log is told of the call that changes something. */
export interface AuditCall {
  readonly operation: string;
  readonly ip: string;
  readonly userAgent?: string;
  /** Why, where somebody of the platform acts in a member's name. */
  readonly reason?: string;
}

/** First argument of services and repositories: who acts in which brand, and the open transaction. */
export interface Ctx {
  readonly requestId: string;
  /** UUID; the nil UUID for anonymous calls, which own no rows. */
  readonly brandId: string;
  readonly actor: Actor;
  readonly permissions: ReadonlySet<Permission>;
  readonly clock: Clock;
  /** A new UUIDv7. */
  readonly newId: () => string;
  readonly remember?: Remember;
  /** Absent where nothing is audited: reading calls, shoppers, jobs. */
  readonly audit?: AuditCall;
}

/** A context inside a transaction: what repositories take. */
export interface TxCtx extends Ctx {
  readonly tx: Tx;
}

export const NO_BRAND = '00000000-0000-0000-0000-000000000000';

@Injectable()
export class ContextFactory {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(NEW_ID) private readonly newId: () => string,
  ) {}

  of({ brandId, actor, permissions }: Principal, requestId: string): Ctx {
    return { requestId, brandId, actor, permissions, clock: this.clock, newId: this.newId };
  }

  anonymous(requestId: string): Ctx {
    return this.system(NO_BRAND, requestId, 'anonymous');
  }

  /** The platform itself acting for a brand: a job, the seed. */
  system(brandId: string, requestId: string, name: string): Ctx {
    return this.of({ brandId, actor: { kind: 'system', name }, permissions: new Set() }, requestId);
  }
}

export const now = (ctx: Ctx): Date => new Date(ctx.clock.now());

/** The shopper behind a call, or undefined when the brand itself calls. */
export const shopperOf = ({ actor }: Ctx): { shopperId: string; productId: string } | undefined =>
  actor.kind === 'shopper' ? actor : undefined;

/** Who acts, as records name it: `member:…`, `key:…`, `platform:…`, `shopper:…`, `system:…`. */
export function actorName({ actor }: Ctx): string {
  if (actor.kind === 'member') return `member:${actor.userId}`;
  if (actor.kind === 'key') return `key:${actor.keyId}`;
  if (actor.kind === 'platform') return `platform:${actor.userId}`;
  return actor.kind === 'shopper' ? `shopper:${actor.shopperId}` : `system:${actor.name}`;
}
