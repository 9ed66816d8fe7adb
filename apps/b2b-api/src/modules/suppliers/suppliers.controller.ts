import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { SuppliersService } from './suppliers.service.ts';

@Controller()
export class SuppliersController {
  constructor(@Inject(SuppliersService) private readonly suppliers: SuppliersService) {}

  @Operation('listSuppliers')
  async list(@Input() { ctx }: Call<'listSuppliers'>): Promise<Answer<'listSuppliers'>> {
    return { items: await this.suppliers.list(ctx) };
  }

  @Operation('createSupplier')
  create(@Input() { ctx, body }: Call<'createSupplier'>): Promise<Answer<'createSupplier'>> {
    return this.suppliers.create(ctx, body);
  }

  @Operation('getSupplier')
  get(@Input() { ctx, params }: Call<'getSupplier'>): Promise<Answer<'getSupplier'>> {
    return this.suppliers.get(ctx, params.supplierId);
  }

  @Operation('saveSupplier')
  save(@Input() { ctx, params, body }: Call<'saveSupplier'>): Promise<Answer<'saveSupplier'>> {
    return this.suppliers.save(ctx, params.supplierId, body);
  }

  @Operation('deleteSupplier')
  delete(@Input() { ctx, params }: Call<'deleteSupplier'>): Promise<Answer<'deleteSupplier'>> {
    return this.suppliers.delete(ctx, params.supplierId);
  }
}
