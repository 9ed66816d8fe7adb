import { ShipmentStatus } from '@luneo/contracts';
import type { Machine } from '../orders/machine.ts';

export const SHIPMENT_MACHINE: Machine<ShipmentStatus> = {
  states: ShipmentStatus.options,
  first: 'in_transit',
  moves: [
    { from: ['in_transit', 'exception'], to: 'delivered', why: 'the carrier handed it over' },
    { from: ['in_transit'], to: 'exception', why: 'the carrier cannot deliver it for now' },
    { from: ['exception'], to: 'in_transit', why: 'it goes on' },
    { from: ['in_transit', 'exception', 'delivered'], to: 'returned', why: 'it came back' },
    { from: ['in_transit', 'exception'], to: 'lost', why: 'nobody knows where it is' },
    { from: ['lost'], to: 'delivered', why: 'it turned up after all' },
  ],
};
