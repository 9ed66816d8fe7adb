import type { PriceBook } from '@luneo/contracts';

type Tier = PriceBook['tiers'][number];

/** The tier with the most pieces that the quantity reaches. */
export function tierOf({ tiers }: Pick<PriceBook, 'tiers'>, quantity: number): Tier | undefined {
  return tiers
    .filter(({ from }) => from <= quantity)
    .reduce<Tier | undefined>((best, tier) => (best && best.from > tier.from ? best : tier), undefined);
}

/** The next tier up, for "from 12 pieces …" hints. */
export function nextTier({ tiers }: Pick<PriceBook, 'tiers'>, quantity: number): Tier | undefined {
  return tiers
    .filter(({ from }) => from > quantity)
    .reduce<Tier | undefined>((best, tier) => (best && best.from < tier.from ? best : tier), undefined);
}
