import { Module } from '@nestjs/common';
import { PlanModule } from '../plan/plan.module.ts';
import { SsoController } from './sso.controller.ts';
import { SsoService } from './sso.service.ts';

@Module({ imports: [PlanModule], controllers: [SsoController], providers: [SsoService] })
export class SsoModule {}
