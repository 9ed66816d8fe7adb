export { type Api, type ApiOptions, createApi } from './api.ts';
export type { HealthCheck } from './modules/health/health.routes.ts';
export { PoolRenderer } from './modules/production/pool-renderer.ts';
export {
  type MadePrintFile,
  type PrintWork,
  Renderer,
  type SideWork,
} from './modules/production/renderer.ts';
export type { Demo } from './modules/seed/seed.service.ts';
export type { TenantDatabase } from './platform/database.ts';
export type { Log } from './platform/log.ts';
export type { ApiParts } from './platform/platform.module.ts';
export type { ApiSettings } from './platform/settings.ts';
