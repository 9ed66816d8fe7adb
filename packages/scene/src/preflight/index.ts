export * from './finding.ts';
export { effectiveDpi } from './layer-checks.ts';
export { type PreflightInput, preflight, withPasses } from './preflight.ts';
