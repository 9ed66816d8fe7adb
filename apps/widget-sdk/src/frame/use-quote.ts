import type { Quote } from '@luneo/contracts';
import { useSessionState } from '@luneo/editor-react';
import { quote } from '@luneo/pricing';
import { useMemo } from 'react';
import { useCell } from './cell.ts';
import { useCustomizer } from './context.ts';
import { printedSides } from './price.ts';

/** The live price of what is on screen; the server's own counts when it goes into the cart. */
export function useQuote(): Quote {
  const { product, variant, quantity } = useCustomizer();
  const sides = useSessionState((state) => printedSides(state.design));
  const chosen = useCell(variant);
  const count = useCell(quantity);
  return useMemo(
    () => quote(product.priceBook, { options: chosen.options, quantity: count, printedSides: sides }),
    [product, chosen, count, sides],
  );
}
