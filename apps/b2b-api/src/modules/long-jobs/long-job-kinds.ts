import type { Permission } from '@luneo/contracts';
import { actorName, type Ctx } from '../../platform/ctx.ts';

interface Rights {
  /** Lets one see such jobs of others. */
  readonly see: Permission;
  /** Lets one call off such jobs of others. */
  readonly cancel: Permission;
}

/** Who else than its starter may see and call off a kind of work. A kind not named here: whoever manages the brand. */
const KINDS: Readonly<Record<string, Rights>> = {
  'variants.import': { see: 'products.read', cancel: 'products.write' },
  'prices.replay': { see: 'prices.read', cancel: 'prices.write' },
  'webhooks.replay': { see: 'webhooks.manage', cancel: 'webhooks.manage' },
};
const OTHER: Rights = { see: 'brand.manage', cancel: 'brand.manage' };

export interface Begun {
  readonly kind: string;
  /** Who started it, as records say it. */
  readonly actor: string;
}

const may = (ctx: Ctx, { kind, actor }: Begun, right: keyof Rights): boolean =>
  actor === actorName(ctx) || ctx.permissions.has((KINDS[kind] ?? OTHER)[right]);

export const maySee = (ctx: Ctx, job: Begun): boolean => may(ctx, job, 'see');
export const mayCancel = (ctx: Ctx, job: Begun): boolean => may(ctx, job, 'cancel');

/** Kinds of which all jobs may be seen; `others`: kinds not named here too. */
export const seenKinds = (ctx: Ctx): { kinds: string[]; unnamed: string[] | undefined } => ({
  kinds: Object.keys(KINDS).filter((kind) => ctx.permissions.has(KINDS[kind]!.see)),
  unnamed: ctx.permissions.has(OTHER.see) ? Object.keys(KINDS) : undefined,
});
