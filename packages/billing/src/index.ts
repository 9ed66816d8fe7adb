export * from './entitlements.ts';
export * from './plans.ts';
export * from './price-run.ts';
