export * from './artwork.ts';
export * from './asset.ts';
export * from './limits.ts';
export * from './product.ts';
export * from './schema.ts';
