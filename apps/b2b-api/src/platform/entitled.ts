import { type ApiUse, PlanOverrideBook } from '@luneo/auth';
import {
  type Entitlements,
  entitlements,
  type Feature,
  isMonthly,
  type Limit,
  monthOf,
  overrideOf,
} from '@luneo/billing';
import type { OperationId } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { Accounts } from './accounts.ts';
import { type Ctx, now } from './ctx.ts';
import { ApiError } from './problem.ts';
import type { ApiSettings } from './settings.ts';
import { API_USE, SETTINGS } from './tokens.ts';

/** An order is never lost to a plan. */
const NEVER_REFUSED: ReadonlySet<OperationId> = new Set(['createOrder']);

/** The one place that says what a brand's plan allows. Nothing else knows of plans. */
@Injectable()
export class Entitled {
  constructor(
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    @Inject(PlanOverrideBook) private readonly overrides: PlanOverrideBook,
    @Inject(API_USE) private readonly apiUse: ApiUse,
    @Inject(Accounts) private readonly accounts: Accounts,
  ) {}

  /** In test mode what the brand itself may. */
  async of(ctx: Pick<Ctx, 'brandId' | 'clock'>): Promise<Entitlements> {
    const { brandId } = await this.accounts.of(ctx.brandId);
    const set = await this.overrides.list(brandId);
    const overrides = set.flatMap(({ name, value, until }) => overrideOf(name, value, until) ?? []);
    return entitlements(this.settings.plan ?? 'unlimited', overrides, new Date(ctx.clock.now()));
  }

  /** Throws `plan_feature`. */
  async require(ctx: Ctx, feature: Feature): Promise<void> {
    const { plan, features } = await this.of(ctx);
    if (!features.has(feature))
      throw new ApiError('plan_feature', `the plan ${plan} does not include ${feature}`, {
        params: { plan, feature },
      });
  }

  /** Throws `plan_limit` where `use` is more than the plan gives. */
  hold(ctx: Ctx, { limits }: Entitlements, name: Limit, use: number): void {
    const limit = limits[name];
    if (use <= limit) return;
    const resetsAt = monthOf(now(ctx)).to.toISOString();
    throw new ApiError('plan_limit', `the plan gives ${limit} of ${name}`, {
      params: { name, limit, use, ...(isMonthly(name) && { resetsAt }) },
    });
  }

  /** Counts a call of the brand's own servers. Throws `plan_limit`; test keys are free. */
  async call(ctx: Ctx, operation: OperationId): Promise<void> {
    const { actor, brandId } = ctx;
    if (actor.kind !== 'key' || actor.mode !== 'live') return;
    const calls = await this.apiUse.count(brandId);
    if (!NEVER_REFUSED.has(operation)) this.hold(ctx, await this.of(ctx), 'apiCalls', calls);
  }
}
