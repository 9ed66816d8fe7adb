import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Where the built parts lie; undefined = not built, then not served. */
const built = (path: string): string | undefined =>
  existsSync(join(ROOT, path)) ? join(ROOT, path) : undefined;

export const BUILT = {
  dashboard: () =>
    built('apps/b2b-dashboard/out/csp.json') ? join(ROOT, 'apps/b2b-dashboard/out') : undefined,
  widget: () =>
    built('apps/widget-sdk/dist-widget/loader.js') ? join(ROOT, 'apps/widget-sdk/dist-widget') : undefined,
  mockups: () => join(ROOT, 'assets/mockups'),
} as const;
