export * from './catalogue.ts';
export * from './database.ts';
export * from './embedded.ts';
export { Prisma } from './generated/client.ts';
export * from './local.ts';
export * from './migrate.ts';
export * from './roles.ts';
