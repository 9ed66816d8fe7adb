import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { AuditService } from './audit.service.ts';

@Controller()
export class AuditController {
  constructor(@Inject(AuditService) private readonly audit: AuditService) {}

  @Operation('listAuditEntries')
  list(@Input() { ctx, query }: Call<'listAuditEntries'>): Promise<Answer<'listAuditEntries'>> {
    return this.audit.list(ctx, query);
  }

  @Operation('exportAuditCsv')
  async csv(@Input() { ctx, query }: Call<'exportAuditCsv'>): Promise<Answer<'exportAuditCsv'>> {
    return this.audit.csv(ctx, query);
  }

  @Operation('exportAuditNdjson')
  async ndjson(@Input() { ctx, query }: Call<'exportAuditNdjson'>): Promise<Answer<'exportAuditNdjson'>> {
    return this.audit.ndjson(ctx, query);
  }
}
