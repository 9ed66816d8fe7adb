export * from './book.ts';
export { shapingClosure } from './closure.ts';
export { type Coverage, formatCoverage, parseCoverage } from './coverage.ts';
export { compileHarfBuzz, type HarfBuzzModule } from './harfbuzz.ts';
export * from './layout.ts';
export { fontNeeds } from './needs.ts';
export { createShaper, type Shaper } from './shaper.ts';
export { joinedText, type TextContent } from './source.ts';
export * from './types.ts';
