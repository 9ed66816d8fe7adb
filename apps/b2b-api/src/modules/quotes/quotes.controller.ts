import { Controller, Inject } from '@nestjs/common';
import { type Answer, type Call, Input, Operation } from '../../http/operation.ts';
import { QuotesService } from './quotes.service.ts';

@Controller()
export class QuotesController {
  constructor(@Inject(QuotesService) private readonly quotes: QuotesService) {}

  @Operation('createQuote')
  create(@Input() { ctx, body }: Call<'createQuote'>): Promise<Answer<'createQuote'>> {
    return this.quotes.create(ctx, body);
  }
}
