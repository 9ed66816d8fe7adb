export * from './box.ts';
export * from './matrix.ts';
export * from './number.ts';
export * from './path.ts';
export * from './trig.ts';
export * from './units.ts';
