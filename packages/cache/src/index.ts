export type { Cache, Counted } from './cache.ts';
export { MemoryCache } from './memory.ts';
export { RedisCache, type RedisCacheOptions } from './redis.ts';
