import { api, type OperationId } from '@luneo/contracts';
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/internal';
import { OPERATION } from './operation.ts';

interface Bound {
  readonly operation: OperationId | undefined;
  readonly where: string;
}

function routesOf(controller: Type<unknown>): Bound[] {
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    if (
      name === 'constructor' ||
      typeof handler !== 'function' ||
      Reflect.getMetadata(PATH_METADATA, handler) === undefined
    )
      return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number];
    const where = `${controller.name}.${name} (${method} ${Reflect.getMetadata(PATH_METADATA, handler)})`;
    return [{ operation: Reflect.getMetadata(OPERATION, handler) as OperationId | undefined, where }];
  });
}

/** What is wrong between the contract and the controllers, one line a fault; empty = they agree. */
export function contractFaults(
  controllers: readonly Type<unknown>[],
  operations: readonly string[] = Object.keys(api),
): string[] {
  const bound = controllers.flatMap(routesOf);
  const count = (id: string): number => bound.filter(({ operation }) => operation === id).length;
  return [
    ...bound
      .filter(({ operation }) => operation === undefined)
      .map(({ where }) => `${where} is not in the contract`),
    ...operations.filter((id) => count(id) === 0).map((id) => `operation ${id} has no controller`),
    ...operations.filter((id) => count(id) > 1).map((id) => `operation ${id} has more than one controller`),
  ];
}
