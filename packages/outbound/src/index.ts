export { type AddressKind, kindOf } from './address.ts';
export * from './fetch.ts';
export type { Resolve } from './guard.ts';
export * from './outbound.ts';
export { checkTarget, type TargetRules, TLS_PORTS } from './target.ts';
