import type { ShipmentStatus } from '@luneo/contracts';

/** From which state a shipment may go where. */
export const SHIPMENT_MOVES: Readonly<Record<ShipmentStatus, readonly ShipmentStatus[]>> = {
  created: ['in_transit', 'delivered', 'cancelled'],
  in_transit: ['delivered', 'returned', 'lost'],
  delivered: ['returned'],
  lost: ['in_transit', 'delivered', 'returned'],
  returned: [],
  cancelled: [],
};
export const FIRST_SHIPMENT_STATE: ShipmentStatus = 'created';
/** Their pieces may be shipped once more. */
export const GIVES_BACK: readonly ShipmentStatus[] = ['cancelled', 'returned'];

export const mayMoveShipment = (from: ShipmentStatus, to: ShipmentStatus): boolean =>
  SHIPMENT_MOVES[from].includes(to);

/** Lines of which more would be shipped than was ordered, with how many are left. */
export function exceeded(
  ordered: ReadonlyMap<string, number>,
  shipped: ReadonlyMap<string, number>,
  wanted: readonly { readonly lineItemId: string; readonly quantity: number }[],
): { lineItemId: string; left: number }[] {
  const taken = new Map(shipped);
  return wanted.flatMap(({ lineItemId, quantity }) => {
    const before = taken.get(lineItemId) ?? 0;
    const left = (ordered.get(lineItemId) ?? 0) - before;
    taken.set(lineItemId, before + quantity);
    return quantity > left ? [{ lineItemId, left }] : [];
  });
}
