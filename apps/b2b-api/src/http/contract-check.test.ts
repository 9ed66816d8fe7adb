import 'reflect-metadata';
import { Controller, Get } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { contractFaults } from './contract-check.ts';
import { type Call, Operation } from './operation.ts';

/** Applied by hand: this file runs without the compiler that writes decorators. */
function controller(operations: readonly ('getOrder' | 'listOrders')[], stray = false) {
  class Orders {
    one(_: Call<'getOrder'>): Promise<never> {
      return Promise.reject(new Error('not called'));
    }
    two(_: Call<'listOrders'>): Promise<never> {
      return Promise.reject(new Error('not called'));
    }
    three(): void {}
  }
  const own = (key: 'one' | 'two' | 'three') => Object.getOwnPropertyDescriptor(Orders.prototype, key)!;
  Controller()(Orders);
  if (operations.includes('getOrder')) Operation('getOrder')(Orders.prototype, 'one', own('one'));
  if (operations.includes('listOrders')) Operation('listOrders')(Orders.prototype, 'two', own('two'));
  if (stray) Get('/v1/secret')(Orders.prototype, 'three', own('three'));
  return Orders;
}

const NAMES = ['getOrder', 'listOrders'];

describe('contract and controllers', () => {
  it('agree one to one', () => {
    expect(contractFaults([controller(['getOrder', 'listOrders'])], NAMES)).toEqual([]);
  });

  it('differ when an operation has no controller, or two', () => {
    const faults = contractFaults([controller(['getOrder']), controller(['getOrder'])], NAMES);
    expect(faults).toEqual([
      'operation listOrders has no controller',
      'operation getOrder has more than one controller',
    ]);
  });

  it('differ when a route is not in the contract', () => {
    const faults = contractFaults([controller(['getOrder', 'listOrders'], true)], NAMES);
    expect(faults).toEqual(['Orders.three (GET /v1/secret) is not in the contract']);
  });
});
