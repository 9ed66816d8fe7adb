import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { SupportService } from './support.service.ts';

@Controller()
export class SupportController {
  constructor(@Inject(SupportService) private readonly support: SupportService) {}

  @Operation('startSupportSession')
  start(@Input() { ctx, params, body }: Call<'startSupportSession'>): Promise<Answer<'startSupportSession'>> {
    return this.support.start(ctx, params.brandId, body);
  }

  @Operation('listSupportSessions')
  list(@Input() { query }: Call<'listSupportSessions'>): Promise<Answer<'listSupportSessions'>> {
    return this.support.list(query);
  }

  @Operation('endSupportSession')
  end(@Input() { ctx, params }: Call<'endSupportSession'>): Promise<Answer<'endSupportSession'>> {
    return this.support.end(ctx, params.supportSessionId);
  }

  @Operation('listSupportVisits')
  visits(@Input() { ctx, query }: Call<'listSupportVisits'>): Promise<Answer<'listSupportVisits'>> {
    return this.support.visits(ctx, query);
  }
}
