export * from './canonical.ts';
export * from './ids.ts';
export * from './money.ts';
export * from './ports.ts';
export * from './result.ts';
