import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { AnswerApproval } from './answer-approval.ts';
import { RequestApproval } from './request-approval.ts';

@Controller()
export class ApprovalsController {
  constructor(
    @Inject(RequestApproval) private readonly requests: RequestApproval,
    @Inject(AnswerApproval) private readonly answers: AnswerApproval,
  ) {}

  @Operation('requestApproval')
  request(@Input() { ctx, params, body }: Call<'requestApproval'>): Promise<Answer<'requestApproval'>> {
    return this.requests.request(ctx, params.orderId, body);
  }

  @Operation('openApproval')
  look(@Input() { ctx, body }: Call<'openApproval'>): Promise<Answer<'openApproval'>> {
    return this.answers.look(ctx, body.token);
  }

  @Operation('answerApproval')
  answer(@Input() { ctx, body }: Call<'answerApproval'>): Promise<Answer<'answerApproval'>> {
    return this.answers.answer(ctx, body);
  }
}
