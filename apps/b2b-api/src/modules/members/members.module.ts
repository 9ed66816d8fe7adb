import { Module } from '@nestjs/common';
import { PlanModule } from '../plan/plan.module.ts';
import { InvitationsController } from './invitations.controller.ts';
import { InvitationsService } from './invitations.service.ts';
import { MembersController } from './members.controller.ts';
import { MembersService } from './members.service.ts';

@Module({
  imports: [PlanModule],
  controllers: [InvitationsController, MembersController],
  providers: [InvitationsService, MembersService],
})
export class MembersModule {}
