import { Module } from '@nestjs/common';
import { PlanModule } from '../plan/plan.module.ts';
import { ApiKeysController } from './api-keys.controller.ts';
import { ApiKeysService } from './api-keys.service.ts';

@Module({ imports: [PlanModule], controllers: [ApiKeysController], providers: [ApiKeysService] })
export class ApiKeysModule {}
