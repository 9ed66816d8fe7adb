export * from './catalogue.ts';
export * from './database.ts';
export * from './embedded.ts';
export { embeddedFolder } from './embedded-binaries.ts';
export { takeFolder } from './embedded-owner.ts';
export { Prisma } from './generated/client.ts';
export * from './local.ts';
export * from './migrate.ts';
export * from './roles.ts';
