'use client';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { en, type MessageKey } from './messages.en.ts';
import { fr } from './messages.fr.ts';

export const LOCALES = ['en', 'fr'] as const;
export type Locale = (typeof LOCALES)[number];
const CATALOGUES: Record<Locale, Record<MessageKey, string>> = { en, fr };
const STORAGE_KEY = 'luneo.locale';

interface I18n {
  locale: Locale;
  setLocale(locale: Locale): void;
  t(key: MessageKey, params?: Record<string, string | number>): string;
  /** The message when the key exists, else the fallback: for keys that come from the server. */
  tDynamic(key: string, fallback: string, params?: Record<string, string | number>): string;
  money(amountMinor: number, currency: string): string;
  number(value: number): string;
  date(iso: string): string;
}

const Context = createContext<I18n | null>(null);

const fill = (text: string, params: Record<string, string | number> = {}): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));

function makeI18n(locale: Locale, setLocale: (locale: Locale) => void): I18n {
  const messages = CATALOGUES[locale];
  const digits = (currency: string): number =>
    new Intl.NumberFormat(locale, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
    2;
  return {
    locale,
    setLocale,
    t: (key, params) => fill(messages[key], params),
    tDynamic: (key, fallback, params) =>
      fill(key in messages ? messages[key as MessageKey] : fallback, params),
    money: (amountMinor, currency) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency }).format(
        amountMinor / 10 ** digits(currency),
      ),
    number: (value) => new Intl.NumberFormat(locale).format(value),
    date: (iso) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso)),
  };
}

/** The page is exported once in English; the reader's language is known in the browser only. */
export function I18nProvider({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useState<Locale>('en');
  useEffect(() => {
    const wanted = localStorage.getItem(STORAGE_KEY) ?? navigator.language.slice(0, 2);
    const known = LOCALES.find((candidate) => candidate === wanted);
    if (known) setLocale(known);
  }, []);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const value = useMemo(
    () =>
      makeI18n(locale, (next) => {
        localStorage.setItem(STORAGE_KEY, next);
        setLocale(next);
      }),
    [locale],
  );
  return <Context value={value}>{children}</Context>;
}

export function useI18n(): I18n {
  const value = useContext(Context);
  if (!value) throw new Error('useI18n outside I18nProvider');
  return value;
}
