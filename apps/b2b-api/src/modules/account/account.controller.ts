import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { webRequest } from '../../http/web-request.ts';
import { AccountService } from './account.service.ts';

@Controller()
export class AccountController {
  constructor(@Inject(AccountService) private readonly account: AccountService) {}

  @Operation('getMe')
  me(@Input() { request }: Call<'getMe'>): Promise<Answer<'getMe'>> {
    return this.account.me(webRequest(request));
  }
}
