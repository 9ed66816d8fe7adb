export * from './catalogue.ts';
export { createTextEngine, type TextEngine } from './engine.ts';
export { type FontFace, type FontScript, SCRIPT_SAMPLES } from './face.ts';
export { FAMILIES, type Family, type FontKind } from './families.ts';
export { harfbuzzFile, harfbuzzModule } from './files.ts';
export { loadFont } from './load.ts';
export { type Tables, writeTables } from './sfnt.ts';
export { subset, subsetBytes } from './subset.ts';
export { unpackWoff2 } from './unpack.ts';
