import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { WidgetService } from './widget.service.ts';

@Controller()
export class WidgetController {
  constructor(@Inject(WidgetService) private readonly widget: WidgetService) {}

  @Operation('createWidgetSession')
  open(@Input() { ctx, body, request }: Call<'createWidgetSession'>): Promise<Answer<'createWidgetSession'>> {
    return this.widget.open(ctx, body, request.headers.origin);
  }
}
