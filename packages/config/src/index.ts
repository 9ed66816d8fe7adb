export * from './docs.ts';
export * from './load.ts';
export * from './secret.ts';
export * from './variables.ts';
