import { monthOf, overageMinor } from '@luneo/billing';
import type { BrandPlan } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { type Ctx, now } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { Entitled } from './entitled.ts';
import { PlanRepository } from './plan.repository.ts';

@Injectable()
export class PlanService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(PlanRepository) private readonly uses: PlanRepository,
    @Inject(Entitled) private readonly entitled: Entitled,
  ) {}

  get(ctx: Ctx): Promise<BrandPlan> {
    const own = this.entitled.of(ctx);
    const { from, to } = monthOf(now(ctx));
    return this.work.read(ctx, async (tx) => {
      const printFiles = await this.uses.printFiles(tx, from);
      const uses = {
        printFiles,
        seats: await this.uses.seats(tx),
        storageBytes: await this.uses.storageBytes(tx),
      };
      const limitOf = (name: keyof typeof uses) => ({
        name,
        limit: Number.isFinite(own.limits[name]) ? own.limits[name] : null,
        use: uses[name],
        resetsAt: name === 'printFiles' ? to.toISOString() : null,
      });
      return {
        plan: own.plan,
        limits: [limitOf('printFiles'), limitOf('seats'), limitOf('storageBytes')],
        features: [...own.features],
        overageMinor: overageMinor(own, printFiles),
      };
    });
  }
}
