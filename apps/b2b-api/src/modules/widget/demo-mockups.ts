import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ApiSettings } from '../../platform/settings.ts';
import { type MockupSource, NO_MOCKUPS } from '../seed/content.ts';
import type { MockupFiles } from './mockup-files.ts';

/** `manifest.json` beside the mockup pictures: paths are within the folder. */
const Manifest = z.array(
  z.object({
    product: z.string(),
    id: z.string(),
    name: z.string(),
    side: z.string(),
    widthPx: z.int(),
    heightPx: z.int(),
    base: z.string(),
    shade: z.string(),
    uv: z.string(),
    when: z.record(z.string(), z.string()).optional(),
  }),
);

/** The demo products' mockups under their immutable addresses; none when the folder has no manifest. */
export async function demoMockups(files: MockupFiles, { mockupFolder }: ApiSettings): Promise<MockupSource> {
  const text = await readFile(join(mockupFolder, 'manifest.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return NO_MOCKUPS;
  const entries = Manifest.parse(JSON.parse(text));
  const url = (path: string): string => {
    const found = files.urlOf(path);
    if (found === undefined) throw new Error(`mockups: the manifest names ${path}, which is not there`);
    return found;
  };
  return {
    viewsOf: (slug) =>
      entries
        .filter(({ product }) => product === slug)
        .map(({ product: _, base, shade, uv, when, ...view }) => ({
          ...view,
          baseUrl: url(base),
          shadeUrl: url(shade),
          uvUrl: url(uv),
          ...(when === undefined ? {} : { when }),
        })),
    imageOf: (slug) => {
      const first = entries.find(({ product }) => product === slug);
      // `shop.webp`: the product with sample artwork.
      return first === undefined ? null : (files.urlOf(`${slug}/shop.webp`) ?? url(first.base));
    },
  };
}
