export * from './browser.ts';
export * from './cluster.ts';
