import { CATALOGUE_LIMITS, type ProductDraft } from '@luneo/contracts';
import { canonicalJson } from '@luneo/kernel';
import type { ContentVariant } from './product-content.ts';
import { choiceFaults, combinationOf } from './variant-faults.ts';
import type { StoredVariant } from './variants.repository.ts';

/** A variant as it shall be. What is undefined stays as it is; null takes it away. */
export interface WantedVariant {
  /** UUID; absent = that of the same SKU, or a new one. */
  readonly id?: string | undefined;
  readonly sku: string;
  readonly name?: string | undefined;
  readonly options?: Readonly<Record<string, string>> | undefined;
  readonly substrate?: string | null | undefined;
  readonly sides?: ContentVariant['sides'] | null | undefined;
}

export interface PlanInput {
  readonly draft: Pick<ProductDraft, 'options' | 'sides'>;
  readonly existing: readonly StoredVariant[];
  readonly wanted: readonly WantedVariant[];
  /** UUIDs, or all that are not wanted. */
  readonly removed: readonly string[] | 'others';
  /** SKUs that variants of other products have. */
  readonly taken: ReadonlySet<string>;
  readonly newId: () => string;
}

export interface PlanFault {
  /** Of `wanted`; null = of the whole. */
  readonly index: number | null;
  /** Into the variant. */
  readonly path: readonly string[];
  readonly code: string;
  readonly message: string;
}

export interface VariantPlan {
  readonly put: readonly StoredVariant[];
  readonly removed: readonly string[];
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly faults: readonly PlanFault[];
}

/** What has to change for the wanted variants to be there, and what speaks against it. Pure. */
export function planVariants(input: PlanInput): VariantPlan {
  const { existing, wanted, newId } = input;
  const byId = new Map(existing.map((variant) => [variant.id, variant]));
  const bySku = new Map(existing.map((variant) => [variant.sku, variant]));
  const faults: PlanFault[] = [];
  const indexOf = new Map<string, number>();
  const final: StoredVariant[] = [];
  let position = existing.reduce((most, variant) => Math.max(most, variant.position), -1);
  for (const [index, one] of wanted.entries()) {
    const former = one.id === undefined ? bySku.get(one.sku) : byId.get(one.id);
    if (one.id !== undefined && former === undefined)
      faults.push({
        index,
        path: ['id'],
        code: 'variant_unknown',
        message: 'the product has no such variant',
      });
    const variant = merged(former, one, former?.position ?? ++position, newId);
    if (indexOf.has(variant.id))
      faults.push({ index, path: ['id'], code: 'variant_twice', message: 'it is there twice' });
    indexOf.set(variant.id, index);
    final.push(variant);
    for (const fault of choiceFaults(input.draft, variant)) faults.push({ index, ...fault });
  }
  const gone = removedOf(input, indexOf);
  const kept = existing.filter(({ id }) => !indexOf.has(id) && !gone.has(id));
  const all = [...kept, ...final];
  faults.push(...clashes(all, input.taken, indexOf));
  if (all.length > CATALOGUE_LIMITS.variants)
    faults.push({
      index: null,
      path: [],
      code: 'variants_too_many',
      message: `${all.length} variants; a product has at most ${CATALOGUE_LIMITS.variants}`,
    });
  const put = final.filter((variant) => !isSame(byId.get(variant.id), variant));
  const created = put.filter(({ id }) => !byId.has(id)).length;
  return {
    put,
    removed: [...gone],
    created,
    updated: put.length - created,
    unchanged: final.length - put.length,
    faults,
  };
}

function merged(
  former: StoredVariant | undefined,
  { sku, name, options, substrate, sides }: WantedVariant,
  position: number,
  newId: () => string,
): StoredVariant {
  const newSubstrate = substrate === undefined ? former?.substrate : substrate;
  const newSides = sides === undefined ? former?.sides : sides;
  return {
    id: former?.id ?? newId(),
    sku,
    name: name ?? former?.name ?? sku,
    options: { ...former?.options, ...options },
    ...(newSubstrate && { substrate: newSubstrate }),
    ...(newSides && { sides: newSides }),
    position,
  };
}

function removedOf({ existing, removed }: PlanInput, wanted: ReadonlyMap<string, number>): Set<string> {
  const asked = removed === 'others' ? existing.map(({ id }) => id) : removed;
  const known = new Set(existing.map(({ id }) => id));
  return new Set(asked.filter((id) => known.has(id) && !wanted.has(id)));
}

/** SKUs and combinations of option values that more than one variant would have. */
function clashes(
  all: readonly StoredVariant[],
  taken: ReadonlySet<string>,
  indexOf: ReadonlyMap<string, number>,
): PlanFault[] {
  const skus = new Map<string, string>();
  const combinations = new Map<string, string>();
  return all.flatMap(({ id, sku, options }) => {
    const index = indexOf.get(id) ?? null;
    const found: PlanFault[] = [];
    if (taken.has(sku) && index !== null)
      found.push({ index, path: ['sku'], code: 'sku_taken', message: `another product has the SKU ${sku}` });
    else if (skus.has(sku))
      found.push({ index, path: ['sku'], code: 'sku_taken', message: `the SKU ${sku} is there twice` });
    const combination = combinationOf(options);
    const twin = combinations.get(combination);
    // Two that chose nothing at all are told what they miss already.
    if (twin !== undefined && twin !== sku && combination !== '[]')
      found.push({
        index,
        path: ['options'],
        code: 'combination_taken',
        message: `${twin} has the same option values`,
      });
    skus.set(sku, id);
    combinations.set(combination, twin ?? sku);
    return found;
  });
}

const isSame = (former: StoredVariant | undefined, variant: StoredVariant): boolean =>
  former !== undefined && canonicalJson(former) === canonicalJson(variant);
