import { MemberBook } from '@luneo/auth';
import type { SaveSupplier, Supplier } from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { Accounts } from '../../platform/accounts.ts';
import type { Ctx, TxCtx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { Entitled } from '../../platform/entitled.ts';
import { publicIdOf, uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import { type SupplierRow, SuppliersRepository, type Worker } from './suppliers.repository.ts';

const MOST = 200;

const toSupplier = ({ memberIds, ...row }: SupplierRow): Supplier => ({
  ...row,
  id: publicIdOf('supplier', row.id),
  memberIds: memberIds.map((id) => publicIdOf('member', id)),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

const nameTaken = (name: string): ApiError =>
  new ApiError('supplier_name_taken', `another supplier is called ${name}`);

@Injectable()
export class SuppliersService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(SuppliersRepository) private readonly suppliers: SuppliersRepository,
    @Inject(MemberBook) private readonly members: MemberBook,
    @Inject(Entitled) private readonly entitled: Entitled,
    @Inject(Accounts) private readonly accounts: Accounts,
  ) {}

  list(ctx: Ctx): Promise<Supplier[]> {
    return this.work.run(ctx, async (tx) => (await this.suppliers.all(tx)).map(toSupplier));
  }

  get(ctx: Ctx, supplierId: string): Promise<Supplier> {
    const id = uuidOf('supplier', supplierId);
    return this.work.run(ctx, async (tx) => toSupplier(await this.suppliers.get(tx, id)));
  }

  async create(ctx: Ctx, { memberIds, ...values }: SaveSupplier): Promise<Supplier> {
    await this.entitled.require(ctx, 'supplierRouting');
    const workers = await this.#workers(ctx, memberIds);
    return this.work.answer(ctx, async (tx) => {
      const id = tx.newId();
      if ((await this.suppliers.count(tx)) >= MOST)
        throw new ApiError('quantity_exceeded', `a brand has at most ${MOST} suppliers`, {
          params: { most: MOST },
        });
      if (!(await this.suppliers.insert(tx, id, values))) throw nameTaken(values.name);
      return this.#staffed(tx, id, workers);
    });
  }

  async save(ctx: Ctx, supplierId: string, { memberIds, ...values }: SaveSupplier): Promise<Supplier> {
    const id = uuidOf('supplier', supplierId);
    await this.work.run(ctx, (tx) => this.suppliers.get(tx, id));
    const workers = await this.#workers(ctx, memberIds);
    return this.work.run(ctx, async (tx) => {
      await this.suppliers.get(tx, id);
      if (await this.suppliers.nameTaken(tx, values.name, id)) throw nameTaken(values.name);
      await this.suppliers.update(tx, id, values);
      return this.#staffed(tx, id, workers);
    });
  }

  async delete(ctx: Ctx, supplierId: string): Promise<undefined> {
    const id = uuidOf('supplier', supplierId);
    await this.work.run(ctx, async (tx) => {
      await this.suppliers.get(tx, id);
      if (await this.suppliers.hasTickets(tx, id))
        throw new ApiError('supplier_in_use', 'the supplier has tickets: make it inactive instead');
      await this.suppliers.delete(tx, id);
    });
    return undefined;
  }

  async #staffed(tx: TxCtx, id: string, workers: readonly Worker[]): Promise<Supplier> {
    await this.suppliers.setWorkers(tx, id, workers);
    return toSupplier(await this.suppliers.get(tx, id));
  }

  /** Throws `not_found` for who is no member of the brand. */
  async #workers({ brandId }: Ctx, memberIds: readonly string[]): Promise<Worker[]> {
    const ids = new Set(memberIds.map((id) => uuidOf('member', id)));
    const account = await this.accounts.of(brandId);
    const found = await Promise.all([...ids].map((id) => this.members.get(account.brandId, id)));
    return found.map(({ id, userId }) => ({ memberId: id, userId }));
  }
}
