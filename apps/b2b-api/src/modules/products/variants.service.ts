import {
  type Api,
  CATALOGUE_LIMITS,
  type ProductDraft,
  type Variant,
  type VariantChanges,
} from '@luneo/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Ctx, TxCtx } from '../../platform/ctx.ts';
import { cursorOf, readCursor } from '../../platform/cursor.ts';
import { UnitOfWork } from '../../platform/database.ts';
import { uuidOf } from '../../platform/ids.ts';
import { ApiError } from '../../platform/problem.ts';
import { toPublicVariant } from './catalogue.mapper.ts';
import { DraftsRepository } from './drafts.repository.ts';
import { type PlanFault, planVariants, type VariantPlan, type WantedVariant } from './plan-variants.ts';
import { pointerPart } from './variant-faults.ts';
import { VariantsRepository } from './variants.repository.ts';

const MOST_FAULTS = 50;

type SaveBody = z.output<Api['saveVariants']['body']>;
type GenerateBody = z.output<Api['generateVariants']['body']>;

/** One refusal that lists all that is wrong; `base`: where in the request the variants stand. */
export function refusalOf(faults: readonly PlanFault[], base: string): ApiError {
  const [first] = faults;
  const code = first!.code === 'sku_taken' ? 'sku_taken' : 'variants_invalid';
  const errors = faults.slice(0, MOST_FAULTS).map(({ index, path, code: of, message }) => ({
    pointer: [base, ...(index === null ? [] : [String(index)]), ...path.map(pointerPart)].join('/'),
    code: of,
    message,
  }));
  return new ApiError(code, `${faults.length} faults: ${first!.message}`, { errors });
}

@Injectable()
export class VariantsService {
  constructor(
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
    @Inject(DraftsRepository) private readonly drafts: DraftsRepository,
    @Inject(VariantsRepository) private readonly variants: VariantsRepository,
  ) {}

  list(
    ctx: Ctx,
    productId: string,
    { cursor, limit, q }: { cursor?: string | undefined; limit: number; q?: string | undefined },
  ): Promise<{ items: Variant[]; nextCursor: string | null }> {
    const id = uuidOf('product', productId);
    const position = readCursor(cursor)?.position;
    const after = position === undefined ? undefined : { position };
    return this.work.read(ctx, async (tx) => {
      await this.drafts.entry(tx, id);
      const rows = await this.variants.page(tx, id, { after, q, take: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const more = rows.length > limit && last !== undefined;
      return {
        items: shown.map(toPublicVariant),
        nextCursor: more ? cursorOf({ id: last.id, position: last.position }) : null,
      };
    });
  }

  save(ctx: Ctx, productId: string, { baseRevision, save, remove }: SaveBody): Promise<VariantChanges> {
    const id = uuidOf('product', productId);
    const removed = remove.map((one) => uuidOf('variant', one));
    const wanted = save.map(({ id: known, substrate = null, sides = null, ...variant }) => ({
      ...variant,
      substrate,
      sides,
      ...(known !== undefined && { id: uuidOf('variant', known) }),
    }));
    return this.work.answer(ctx, async (tx) => {
      const revision = await this.drafts.bump(tx, id, baseRevision);
      const plan = await this.plan(tx, id, { wanted, removed });
      if (plan.faults.length > 0) throw refusalOf(plan.faults, '/body/save');
      await this.variants.replace(tx, id, plan);
      return toChanges(plan, revision);
    });
  }

  /** Makes what is missing of all combinations. */
  generate(ctx: Ctx, productId: string, body: GenerateBody): Promise<VariantChanges> {
    const id = uuidOf('product', productId);
    return this.work.answer(ctx, async (tx) => {
      const revision = await this.drafts.bump(tx, id, body.baseRevision);
      const { draft } = await this.drafts.get(tx, id);
      const existing = await this.variants.all(tx, id);
      const has = new Set(existing.map(({ options }) => JSON.stringify(Object.entries(options).sort())));
      const wanted = combinationsOf(draft, body).filter(
        ({ options }) => !has.has(JSON.stringify(Object.entries(options!).sort())),
      );
      const plan = await this.plan(tx, id, { wanted, removed: [] });
      if (plan.faults.length > 0) throw refusalOf(plan.faults, '/body/combinations');
      await this.variants.replace(tx, id, plan);
      return toChanges(plan, revision);
    });
  }

  /** What taking `wanted` over would do, against the rows as they are in this transaction. */
  async plan(
    tx: TxCtx,
    productId: string,
    { wanted, removed }: { wanted: readonly WantedVariant[]; removed: readonly string[] | 'others' },
  ): Promise<VariantPlan> {
    const { draft } = await this.drafts.get(tx, productId);
    const existing = await this.variants.all(tx, productId);
    const skus = wanted.map(({ sku }) => sku);
    const taken = await this.variants.takenElsewhere(tx, productId, skus);
    return planVariants({ draft, existing, wanted, removed, taken, newId: tx.newId });
  }
}

export const toChanges = (
  { created, updated, unchanged, removed }: VariantPlan,
  revision: number,
): VariantChanges => ({ revision, created, updated, unchanged, removed: removed.length });

/** Every combination of the asked values, in the order of the options. Throws `variants_invalid`. */
function combinationsOf(
  { options: all }: ProductDraft,
  { skuPattern, colourOption, only = {} }: GenerateBody,
): WantedVariant[] {
  const invalid = (pointer: string, message: string): ApiError =>
    new ApiError('variants_invalid', message, { errors: [{ pointer, code: 'invalid', message }] });
  const options = all.filter(({ choice }) => !choice);
  const count = options.reduce((n, { id, values }) => n * (only[id]?.length ?? values.length), 1);
  if (count > CATALOGUE_LIMITS.variants)
    throw invalid(
      '/body',
      `${count} combinations; a product has at most ${CATALOGUE_LIMITS.variants} variants`,
    );
  for (const name of [...Object.keys(only), ...(colourOption ? [colourOption] : [])])
    if (!options.some(({ id }) => id === name))
      throw invalid('/body/only', `the product has no option "${name}"`);
  const start: (readonly [option: string, value: ProductDraft['options'][number]['values'][number]])[][] = [
    [],
  ];
  return options
    .reduce(
      (all, { id, values }) =>
        all.flatMap((chosen) =>
          values
            .filter((value) => only[id]?.includes(value.id) ?? true)
            .map((value) => [...chosen, [id, value] as const]),
        ),
      start,
    )
    .map((chosen) => {
      const values = new Map(chosen);
      const substrate = colourOption === undefined ? undefined : values.get(colourOption)?.swatch;
      return {
        sku: skuPattern.replace(/\{(\w[\w-]*)\}/g, (whole, key: string) =>
          (values.get(key)?.id ?? whole).toUpperCase(),
        ),
        name: chosen.map(([, value]) => value.name).join(' / ') || undefined,
        options: Object.fromEntries(chosen.map(([id, value]) => [id, value.id])),
        ...(substrate !== undefined && { substrate }),
      };
    });
}
