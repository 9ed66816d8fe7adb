import { Module } from '@nestjs/common';
import { AccountController } from './account.controller.ts';
import { AccountService } from './account.service.ts';

@Module({ controllers: [AccountController], providers: [AccountService] })
export class AccountModule {}
