/**
 * Proxies are 1600 px on their longest edge; a portrait of 9:16 is this wide. Up to here a preview is
 * drawn from the proxy, beyond from the stored picture.
 */
export const PROXY_SURE_PX = 900;

/** Where a picture's proxy lies among the derived files, found by the hash a scene knows. */
export const proxyKey = (hash: string): string => `proxies/${hash}.webp`;
