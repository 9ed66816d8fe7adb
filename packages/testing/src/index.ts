export * from './browser.ts';
export * from './cloudinary.ts';
export * from './cluster.ts';
export * from './first-release.ts';
export * from './oidc.ts';
export * from './redis.ts';
export * from './s3.ts';
export * from './saml.ts';
