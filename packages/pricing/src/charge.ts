import type { Charge, ChargeUnit, PriceBook, PriceFacts, SideFacts } from '@luneo/contracts';
import { mulDiv } from '@luneo/kernel';
import type { QuoteLine } from './quote.ts';

/** Areas are counted in mm² and priced by cm². */
const MM2_PER_CM2 = 100;

interface ChargeLine {
  readonly line: QuoteLine;
  readonly once: boolean;
}

const OF_SIDE: Partial<Record<ChargeUnit, (side: SideFacts) => number>> = {
  character: ({ characters }) => characters,
  colour: ({ colours }) => colours,
  photo: ({ photos }) => photos,
  cm2: ({ areaMm2 }) => areaMm2,
};

/** How many units the charge meets; of cm² in mm². */
function countOf({ per, when }: Charge, { sides, printedSides }: PriceFacts): number {
  const asked = when?.sides;
  const counted = sides?.filter(({ id }) => asked === undefined || asked.includes(id));
  if (per === 'piece') return asked === undefined || (counted?.length ?? 0) > 0 ? 1 : 0;
  if (per === 'side') return asked === undefined ? printedSides : (counted?.length ?? 0);
  return (counted ?? []).reduce((sum, side) => sum + OF_SIDE[per]!(side), 0);
}

function applies({ when }: Charge, { options, process }: PriceFacts): boolean {
  if (when?.processes !== undefined && (process === undefined || !when.processes.includes(process)))
    return false;
  return Object.entries(when?.options ?? {}).every(
    ([option, values]) => Object.hasOwn(options, option) && values.includes(options[option]!),
  );
}

/** Lines of the charges that meet something, in the order of the book. */
export function chargeLines({ charges = [], roundToMinor = 1 }: PriceBook, facts: PriceFacts): ChargeLine[] {
  return charges.flatMap((charge) => {
    if (!applies(charge, facts)) return [];
    const { id, label, per, amountMinor, each = 1, started, free = 0, once = false } = charge;
    const scale = per === 'cm2' ? MM2_PER_CM2 : 1;
    const count = countOf(charge, facts);
    const beyond = Math.max(0, count - free * scale);
    const [units, divisor] = started ? [Math.ceil(beyond / (each * scale)), 1] : [beyond, each * scale];
    if (units === 0 || amountMinor === 0) return [];
    const quantity = once ? 1 : facts.quantity;
    const line: QuoteLine = {
      rule: id,
      label: label ?? id,
      unitMinor: mulDiv(amountMinor, units, divisor),
      quantity,
      totalMinor: mulDiv(amountMinor, units * quantity, divisor * roundToMinor) * roundToMinor,
      ...(per !== 'piece' && { counted: { per, count } }),
    };
    return [{ line, once }];
  });
}
