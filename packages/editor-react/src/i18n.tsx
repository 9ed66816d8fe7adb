import { createContext, type ReactNode, useContext, useMemo } from 'react';

export type Params = Readonly<Record<string, string | number>>;
/** A catalogue: `{name}` is filled in; a key with `.one` and `.other` forms is chosen by `count`. */
export type Catalogue = Readonly<Record<string, string>>;

/** Keys a screen may ask for: plural forms are asked for by their stem. */
export type MessageKey<C extends Catalogue> = StemOf<keyof C & string>;
type StemOf<K extends string> = K extends `${infer Stem}.one` | `${infer Stem}.other` ? Stem : K;

export interface Translator<K extends string = string> {
  (key: K, params?: Params): string;
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  /** True when the catalogue has the key: for codes that come from elsewhere. */
  has(key: string): key is K;
}

const RTL = new Set(['ar', 'fa', 'he', 'ur']);

export function createTranslator<C extends Catalogue>(
  locale: string,
  catalogue: C,
): Translator<MessageKey<C>> {
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  const find = (key: string, params: Params): string | undefined => {
    const { count } = params;
    const form = typeof count === 'number' ? catalogue[`${key}.${plural.select(count)}`] : undefined;
    return form ?? catalogue[`${key}.other`] ?? catalogue[key];
  };
  const t = (key: string, params: Params = {}): string =>
    (find(key, params) ?? key).replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = params[name];
      return typeof value === 'number' ? number.format(value) : (value ?? '');
    });
  return Object.assign(t, {
    locale,
    dir: RTL.has(locale.slice(0, 2)) ? ('rtl' as const) : ('ltr' as const),
    has: (key: string): key is MessageKey<C> => key in catalogue || `${key}.other` in catalogue,
  });
}

const Context = createContext<Translator | undefined>(undefined);

export function I18nProvider(props: { locale: string; catalogue: Catalogue; children: ReactNode }) {
  const { locale, catalogue } = props;
  const translator = useMemo(() => createTranslator(locale, catalogue), [locale, catalogue]);
  return <Context value={translator}>{props.children}</Context>;
}

export function useTranslator<K extends string>(): Translator<K> {
  const translator = useContext(Context);
  if (!translator) throw new Error('useTranslator needs an I18nProvider above it');
  return translator as unknown as Translator<K>;
}
