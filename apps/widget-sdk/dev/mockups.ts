import { readFileSync } from 'node:fs';
import type { MockupView } from '@luneo/contracts';

type Entry = Omit<MockupView, 'baseUrl' | 'shadeUrl' | 'uvUrl'> &
  Record<'product' | 'base' | 'shade' | 'uv', string>;

const manifest = new URL('../../../assets/mockups/manifest.json', import.meta.url);
const entries = JSON.parse(readFileSync(manifest, 'utf8')) as readonly Entry[];

/** The product's views, as the dev server serves them below `/mockups/`. */
export const mockupsOf = (slug: string): MockupView[] =>
  entries
    .filter(({ product }) => product === slug)
    .map(({ product: _, base, shade, uv, ...view }) => ({
      ...view,
      baseUrl: `/mockups/${base}`,
      shadeUrl: `/mockups/${shade}`,
      uvUrl: `/mockups/${uv}`,
    }));
