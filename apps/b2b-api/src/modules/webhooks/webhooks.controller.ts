import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { DeliveriesService } from './deliveries.service.ts';
import { EndpointsService } from './endpoints.service.ts';
import { ReplayWebhooks } from './replay-webhooks.ts';

@Controller()
export class WebhooksController {
  constructor(
    @Inject(EndpointsService) private readonly endpoints: EndpointsService,
    @Inject(DeliveriesService) private readonly deliveries: DeliveriesService,
    @Inject(ReplayWebhooks) private readonly replaying: ReplayWebhooks,
  ) {}

  @Operation('listWebhookEndpoints')
  async list(@Input() { ctx }: Call<'listWebhookEndpoints'>): Promise<Answer<'listWebhookEndpoints'>> {
    return { items: await this.endpoints.list(ctx) };
  }

  @Operation('createWebhookEndpoint')
  create(@Input() { ctx, body }: Call<'createWebhookEndpoint'>): Promise<Answer<'createWebhookEndpoint'>> {
    return this.endpoints.create(ctx, body);
  }

  @Operation('getWebhookEndpoint')
  get(@Input() { ctx, params }: Call<'getWebhookEndpoint'>): Promise<Answer<'getWebhookEndpoint'>> {
    return this.endpoints.get(ctx, params.webhookEndpointId);
  }

  @Operation('updateWebhookEndpoint')
  update(
    @Input() { ctx, params, body }: Call<'updateWebhookEndpoint'>,
  ): Promise<Answer<'updateWebhookEndpoint'>> {
    return this.endpoints.update(ctx, params.webhookEndpointId, body);
  }

  @Operation('deleteWebhookEndpoint')
  delete(@Input() { ctx, params }: Call<'deleteWebhookEndpoint'>): Promise<Answer<'deleteWebhookEndpoint'>> {
    return this.endpoints.delete(ctx, params.webhookEndpointId);
  }

  @Operation('rotateWebhookSecret')
  rotate(
    @Input() { ctx, params, body }: Call<'rotateWebhookSecret'>,
  ): Promise<Answer<'rotateWebhookSecret'>> {
    return this.endpoints.rotate(ctx, params.webhookEndpointId, body.overlapHours);
  }

  @Operation('testWebhookEndpoint')
  test(@Input() { ctx, params }: Call<'testWebhookEndpoint'>): Promise<Answer<'testWebhookEndpoint'>> {
    return this.deliveries.test(ctx, params.webhookEndpointId);
  }

  @Operation('replayWebhooks')
  replayRange(@Input() { ctx, params, body }: Call<'replayWebhooks'>): Promise<Answer<'replayWebhooks'>> {
    return this.replaying.start(ctx, params.webhookEndpointId, body);
  }

  @Operation('listWebhookDeliveries')
  deliveriesOf(
    @Input() { ctx, params, query }: Call<'listWebhookDeliveries'>,
  ): Promise<Answer<'listWebhookDeliveries'>> {
    return this.deliveries.list(ctx, params.webhookEndpointId, query);
  }

  @Operation('getWebhookDelivery')
  delivery(@Input() { ctx, params }: Call<'getWebhookDelivery'>): Promise<Answer<'getWebhookDelivery'>> {
    return this.deliveries.get(ctx, params.webhookDeliveryId);
  }

  @Operation('replayWebhookDelivery')
  replay(@Input() { ctx, params }: Call<'replayWebhookDelivery'>): Promise<Answer<'replayWebhookDelivery'>> {
    return this.deliveries.replay(ctx, params.webhookDeliveryId);
  }
}
