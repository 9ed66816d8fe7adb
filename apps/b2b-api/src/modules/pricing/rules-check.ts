import { setImmediate } from 'node:timers/promises';
import type { ProductDraft, RuleProof } from '@luneo/contracts';
import { checkPriceBook, priceTerms } from '@luneo/pricing';
import { domainsOf, type ProofInput, proofSteps } from '@luneo/rules';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Ctx } from '../../platform/ctx.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import type { FieldError } from '../../platform/problem.ts';
import { DraftsRepository } from '../products/drafts.repository.ts';
import type { ProductContent } from '../products/product-content.ts';
import { PublishChecks } from '../products/publish-product.ts';
import { VariantsRepository } from '../products/variants.repository.ts';
import { VersionsRepository } from '../products/versions.repository.ts';

/** Proves in steps, so that other calls are answered in between. */
async function prove(input: ProofInput): Promise<RuleProof> {
  const steps = proofSteps(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}

type Proved = Pick<ProductContent, 'options' | 'rules' | 'variants'> &
  Partial<Pick<ProductContent, 'priceBook'>> & { readonly process: ProductDraft['process'] };

const inputOf = ({ options, rules = [], variants, priceBook, process }: Proved): ProofInput => ({
  rules,
  options: domainsOf(options),
  variants: variants.map((variant) => variant.options),
  prices: priceBook && priceTerms(priceBook, process),
});

/** Says what stands against publishing: rules that cannot be right, prices that cannot. */
@Injectable()
export class RulesCheck implements OnModuleInit {
  constructor(
    @Inject(PublishChecks) private readonly checks: PublishChecks,
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(DraftsRepository) private readonly drafts: DraftsRepository,
    @Inject(VariantsRepository) private readonly variants: VariantsRepository,
    @Inject(VersionsRepository) private readonly versions: VersionsRepository,
  ) {}

  onModuleInit(): void {
    this.checks.register((_, { content }) => this.faults(content));
  }

  async faults(content: ProductContent): Promise<FieldError[]> {
    const { process, sides } = content.geometry;
    const prices = checkPriceBook(content.priceBook, { options: content.options, sides });
    const { findings } = await prove(inputOf({ ...content, process }));
    return [
      ...prices.map(({ code, message, pointer = '' }) => ({
        code,
        message,
        pointer: `/priceBook${pointer}`,
      })),
      ...findings
        .filter(({ severity }) => severity === 'block')
        .map(({ code, message, rules, example }) => ({
          code,
          pointer: code === 'price_negative' ? '/priceBook' : `/draft/rules/${rules[0] ?? ''}`,
          message: example === undefined ? message : `${message} (e.g. ${JSON.stringify(example)})`,
        })),
    ];
  }

  /** What is wrong with the rules of a draft, before it is published. */
  async proof(ctx: Ctx, productId: string): Promise<RuleProof> {
    const id = uuidOf('product', productId);
    const product = await this.work.read(ctx, async (tx) => {
      const { draft } = await this.drafts.get(tx, id);
      const { options, rules, process } = draft;
      const priceBook = await this.versions.priceBook(tx, id);
      return { options, rules, process, variants: await this.variants.all(tx, id), priceBook };
    });
    const { variants, priceBook, ...draft } = product;
    return prove(inputOf({ ...draft, variants, ...(priceBook && { priceBook }) }));
  }
}
