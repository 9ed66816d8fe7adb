export * from './book.ts';
export { type Coverage, formatCoverage, parseCoverage } from './coverage.ts';
export * from './layout.ts';
export { fontNeeds } from './needs.ts';
export { createShaper, type Shaper } from './shaper.ts';
export { joinedText, type TextContent } from './source.ts';
export * from './types.ts';
