import { Module } from '@nestjs/common';
import { InvitationsController } from './invitations.controller.ts';
import { InvitationsService } from './invitations.service.ts';
import { MembersController } from './members.controller.ts';
import { MembersService } from './members.service.ts';

@Module({
  controllers: [InvitationsController, MembersController],
  providers: [InvitationsService, MembersService],
})
export class MembersModule {}
