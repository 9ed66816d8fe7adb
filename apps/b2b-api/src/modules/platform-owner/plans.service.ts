import { BrandBook, PlanOverrideBook } from '@luneo/auth';
import { type DraftBook, overrideOf, type PriceRun, priceRun } from '@luneo/billing';
import type { Api, PlatformBrandPlan, PriceBookRun } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import { AuditCalls } from '../audit/audit-calls.ts';
import { PlanService } from '../plan/plan.service.ts';
import { actOf, inBrand } from './act.ts';

type Put = z.output<Api['putPlanOverride']['body']>;
type Name = z.output<Api['putPlanOverride']['params']>['name'];
type DraftPlans = z.output<Api['runPriceBook']['body']>['plans'];

const PAGE = 200;
const MOST_LINES = 100;

/** Null says no limit on the wire, Infinity where we count. */
const draftOf = ({ monthMinor, overagePrintFileMinor, ...limits }: NonNullable<DraftPlans['pro']>) => ({
  monthMinor,
  overagePrintFileMinor,
  limits: Object.fromEntries(
    Object.entries(limits).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value ?? Number.POSITIVE_INFINITY]],
    ),
  ),
});

/** Plans of single brands, and what other plans would mean for all. */
@Injectable()
export class PlansService {
  constructor(
    @Inject(BrandBook) private readonly brands: BrandBook,
    @Inject(PlanOverrideBook) private readonly overrides: PlanOverrideBook,
    @Inject(PlanService) private readonly plans: PlanService,
    @Inject(AuditCalls) private readonly audit: AuditCalls,
  ) {}

  async get(ctx: Ctx, brandId: string): Promise<PlatformBrandPlan> {
    const { id } = await this.brands.get(uuidOf('brand', brandId));
    const overrides = await this.overrides.list(id);
    return {
      ...(await this.plans.get({ ...ctx, brandId: id })),
      overrides: overrides.map(({ name, value, until, reason }) => ({
        name: name as Name,
        value,
        until: until?.toISOString() ?? null,
        ended: until !== null && until.getTime() <= ctx.clock.now(),
        reason,
      })),
    };
  }

  async put(
    ctx: Ctx,
    { brandId, name }: { brandId: string; name: Name },
    wanted: Put,
  ): Promise<PlatformBrandPlan> {
    const { value, reason } = wanted;
    const until = wanted.until === undefined ? null : new Date(wanted.until);
    if (overrideOf(name, value, until) === undefined) throw unfit(name);
    if (until !== null && until.getTime() <= ctx.clock.now()) throw past();
    const id = await this.#tell(ctx, brandId, { reason, body: { name, value, until: wanted.until } });
    const act = actOf(ctx, { brandId: id, reason, details: { name, value, until: wanted.until ?? null } });
    await this.overrides.put(act, id, { name, value, until, reason });
    return this.get(ctx, brandId);
  }

  async remove(
    ctx: Ctx,
    { brandId, name }: { brandId: string; name: Name },
    reason: string,
  ): Promise<undefined> {
    const id = await this.#tell(ctx, brandId, { reason, body: { name } });
    await this.overrides.remove(actOf(ctx, { brandId: id, reason, details: { name } }), id, name);
    return undefined;
  }

  /** Goes through all brands, a page at a time; each is counted in a transaction of its own. */
  async dryRun(ctx: Ctx, plans: DraftPlans): Promise<PriceBookRun> {
    const draft: DraftBook = Object.fromEntries(
      Object.entries(plans).flatMap(([name, plan]) => (plan === undefined ? [] : [[name, draftOf(plan)]])),
    );
    const sums = { brands: 0, changed: 0, nowMinor: 0, thenMinor: 0 };
    let lines: PriceBookRun['lines'] = [];
    for await (const brand of this.#all()) {
      const { own, uses } = await this.plans.state({ ...ctx, brandId: brand.id });
      const run = priceRun(own, uses, draft);
      sums.brands += 1;
      sums.nowMinor += run.nowMinor;
      sums.thenMinor += run.thenMinor;
      if (run.nowMinor === run.thenMinor && run.over.length === 0) continue;
      sums.changed += 1;
      const { nowMinor, thenMinor, over } = run;
      const brandId = publicIdOf('brand', brand.id);
      lines.push({ brandId, name: brand.name, plan: own.plan, nowMinor, thenMinor, over: [...over] });
      if (lines.length > 2 * MOST_LINES) lines = most(lines);
    }
    return { ...sums, lines: most(lines) };
  }

  async *#all(): AsyncGenerator<{ id: string; name: string }> {
    let after: string | undefined;
    do {
      const page = await this.brands.list({
        search: undefined,
        status: undefined,
        sort: 'newest',
        after,
        limit: PAGE,
      });
      yield* page;
      after = page.length === PAGE ? page.at(-1)!.id : undefined;
    } while (after !== undefined);
  }

  /** The brand reads it in its own log. */
  async #tell(
    ctx: Ctx,
    brandId: string,
    { reason, body }: { reason: string; body: object },
  ): Promise<string> {
    const { id } = await this.brands.get(uuidOf('brand', brandId));
    await this.audit.note(inBrand(ctx, id, reason), { params: { brandId }, body });
    return id;
  }
}

const most = (lines: PriceBookRun['lines']): PriceBookRun['lines'] => {
  const change = ({ nowMinor, thenMinor }: Pick<PriceRun, 'nowMinor' | 'thenMinor'>) =>
    Math.abs(thenMinor - nowMinor);
  return [...lines].sort((a, b) => change(b) - change(a)).slice(0, MOST_LINES);
};

function unfit(name: string): ApiError {
  const wanted =
    name === 'plan' ? 'the name of a plan' : 'a count or null for a limit, true or false for a feature';
  const message = `${name} takes ${wanted}`;
  return new ApiError('request_invalid', message, {
    errors: [{ pointer: '/body/value', code: 'request_invalid', message }],
  });
}

function past(): ApiError {
  const message = 'expected a time to come';
  return new ApiError('expiry_past', message, {
    errors: [{ pointer: '/body/until', code: 'expiry_past', message }],
  });
}
