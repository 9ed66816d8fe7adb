export * from './entitlements.ts';
export * from './plans.ts';
