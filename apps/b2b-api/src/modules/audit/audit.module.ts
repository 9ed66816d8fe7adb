import { Global, Module } from '@nestjs/common';
import { AuditController } from './audit.controller.ts';
import { AuditRepository } from './audit.repository.ts';
import { AuditService } from './audit.service.ts';
import { AuditCalls } from './audit-calls.ts';

/** Global, because the HTTP layer notes calls here. */
@Global()
@Module({
  controllers: [AuditController],
  providers: [AuditCalls, AuditRepository, AuditService],
  exports: [AuditCalls],
})
export class AuditModule {}
