import { type Entitlements, entitlements, type Feature } from '@luneo/billing';
import { Inject, Injectable } from '@nestjs/common';
import { type Ctx, now } from '../../platform/ctx.ts';
import { ApiError } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { SETTINGS } from '../../platform/tokens.ts';

/** The one place that says what a brand's plan allows. Nothing else knows of plans. */
@Injectable()
export class Entitled {
  constructor(@Inject(SETTINGS) private readonly settings: ApiSettings) {}

  of(ctx: Ctx): Entitlements {
    return entitlements(this.settings.plan ?? 'unlimited', [], now(ctx));
  }

  /** Throws `plan_feature`. */
  require(ctx: Ctx, feature: Feature): void {
    const { plan, features } = this.of(ctx);
    if (!features.has(feature))
      throw new ApiError('plan_feature', `the plan ${plan} does not include ${feature}`, {
        params: { plan, feature },
      });
  }
}
