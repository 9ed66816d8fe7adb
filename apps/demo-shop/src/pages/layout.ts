import { type Html, html } from '../html.ts';
import type { Speech } from '../words.ts';

export interface Frame {
  readonly shop: string;
  readonly speech: Speech;
  readonly cartCount: number;
  /** Path of this page, for the language link. */
  readonly path: string;
}

export function page(frame: Frame, title: string, body: Html): string {
  const { shop, speech, cartCount, path } = frame;
  const { t } = speech;
  const other = speech.language === 'en' ? 'fr' : 'en';
  return html`<!doctype html>
<html lang="${speech.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === shop ? shop : `${title} – ${shop}`}</title>
<link rel="stylesheet" href="/assets/shop.css">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<meta name="color-scheme" content="light dark">
</head>
<body>
<a class="skip" href="#main">${t('skip')}</a>
<header class="top">
  <a class="name" href="/">${shop}</a>
  <nav>
    <a href="/?lang=${other}" hreflang="${other}" lang="${other}" data-here="${path}">${t('language')}</a>
    <a href="/cart">${t('cart')}${cartCount > 0 && html` <span class="count">${cartCount}</span>`}</a>
  </nav>
</header>
<main id="main">${body}</main>
<footer class="foot">${t('demo')}</footer>
</body>
</html>`.text;
}
