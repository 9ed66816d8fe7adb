export * from './authenticate.ts';
export * from './brands.ts';
export * from './keys.ts';
export * from './principal.ts';
export * from './provision.ts';
export { deriveKey, type KeyKind, newKey } from './secret.ts';
export * from './sign-in.ts';
export * from './sql.ts';
export * from './widget-token.ts';
