import { type Catalogue, useTranslator } from '@luneo/editor-react/i18n';
import type { WidgetKey, WidgetTranslator } from './en.ts';

export const useText = (): WidgetTranslator => useTranslator<WidgetKey>();

const CATALOGUES: Readonly<Record<string, () => Promise<Catalogue>>> = {
  en: async () => (await import('./en.ts')).en,
  fr: async () => (await import('./fr.ts')).fr,
};

/** The catalogue nearest to what is asked for; English when there is none. */
export async function loadCatalogue(
  wanted: readonly string[],
): Promise<{ locale: string; catalogue: Catalogue }> {
  const locale = wanted.find((tag) => tag.slice(0, 2).toLowerCase() in CATALOGUES) ?? 'en';
  return { locale, catalogue: await CATALOGUES[locale.slice(0, 2).toLowerCase()]!() };
}
