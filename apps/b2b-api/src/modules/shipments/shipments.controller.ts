import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { ShipmentsService } from './shipments.service.ts';

@Controller()
export class ShipmentsController {
  constructor(@Inject(ShipmentsService) private readonly shipments: ShipmentsService) {}

  @Operation('listShipments')
  list(@Input() { ctx, query }: Call<'listShipments'>): Promise<Answer<'listShipments'>> {
    return this.shipments.list(ctx, query);
  }

  @Operation('createShipment')
  create(@Input() { ctx, params, body }: Call<'createShipment'>): Promise<Answer<'createShipment'>> {
    return this.shipments.create(ctx, params.orderId, body);
  }

  @Operation('getShipment')
  get(@Input() { ctx, params }: Call<'getShipment'>): Promise<Answer<'getShipment'>> {
    return this.shipments.get(ctx, params.shipmentId);
  }

  @Operation('moveShipment')
  move(@Input() { ctx, params, body }: Call<'moveShipment'>): Promise<Answer<'moveShipment'>> {
    return this.shipments.move(ctx, params.shipmentId, body);
  }
}
