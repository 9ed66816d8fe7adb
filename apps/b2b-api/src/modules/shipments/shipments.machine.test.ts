import { ShipmentStatus } from '@luneo/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exceeded, FIRST_SHIPMENT_STATE, mayMoveShipment, SHIPMENT_MOVES } from './shipments.machine.ts';

describe('a shipment', () => {
  it('can reach every state, and ends', () => {
    const reached = new Set([FIRST_SHIPMENT_STATE]);
    for (const state of reached) for (const to of SHIPMENT_MOVES[state]) reached.add(to);
    expect([...reached].sort()).toEqual([...ShipmentStatus.options].sort());
    expect(ShipmentStatus.options.filter((state) => SHIPMENT_MOVES[state].length === 0)).not.toEqual([]);
  });

  it('is never called off once it left', () => {
    for (const state of ShipmentStatus.options)
      expect(mayMoveShipment(state, 'cancelled')).toBe(state === 'created');
  });
});

describe('what is shipped', () => {
  const line = fc.constantFrom('a', 'b', 'c');
  const wanted = fc.array(fc.record({ lineItemId: line, quantity: fc.integer({ min: 1, max: 9 }) }), {
    maxLength: 12,
  });
  it('never sums to more than was ordered, in whatever parcels', () =>
    fc.assert(
      fc.property(fc.array(wanted), fc.array(fc.nat(12), { minLength: 3, maxLength: 3 }), (parcels, n) => {
        const ordered = new Map([...'abc'].map((id, i) => [id, n[i]!]));
        const shipped = new Map<string, number>();
        for (const parcel of parcels) {
          if (exceeded(ordered, shipped, parcel).length > 0) continue;
          for (const { lineItemId, quantity } of parcel)
            shipped.set(lineItemId, (shipped.get(lineItemId) ?? 0) + quantity);
        }
        for (const [id, pieces] of shipped) expect(pieces).toBeLessThanOrEqual(ordered.get(id)!);
      }),
    ));
});
