export * from './browser.ts';
export * from './cluster.ts';
export * from './first-release.ts';
