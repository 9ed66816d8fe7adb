import type { ProductBundle } from '@luneo/contracts';
import { type Html, html } from '../html.ts';
import type { Speech } from '../words.ts';

const UM_PER_MM = 1_000;

const STEPS = [
  { head: 'step1', text: 'step1Text' },
  { head: 'step2', text: 'step2Text' },
  { head: 'step3', text: 'step3Text' },
] as const;

interface Pictures {
  readonly apiOrigin: string;
}

const picture = ({ imageUrl, name }: ProductBundle, { apiOrigin }: Pictures, eager: boolean): Html =>
  imageUrl === null
    ? html`<div class="picture" role="img" aria-label="${name}"></div>`
    : html`<img class="picture" src="${new URL(imageUrl, apiOrigin).href}" alt="${name}" width="1200" height="1000" ${eager ? '' : html`loading="lazy"`}>`;

/** Colours the product comes in, where its options show any. */
const swatches = (product: ProductBundle): Html | false => {
  const colours = product.options.flatMap(({ values }) => values.filter(({ swatch }) => swatch));
  return (
    colours.length > 0 &&
    html`<span class="swatches">${colours.map(({ name, swatch }) => html`<svg class="swatch" viewBox="0 0 16 16" role="img" aria-label="${name}"><circle cx="8" cy="8" r="7.5" fill="${swatch}"/></svg>`)}</span>`
  );
};

/** Lowest price a piece: the best tier of the base price. */
const basePrice = ({ priceBook }: ProductBundle, { t, money }: Speech): string =>
  t('from', { price: money(priceBook.baseMinor, priceBook.currency) });

export function homePage(products: readonly ProductBundle[], speech: Speech, pictures: Pictures): Html {
  const { t } = speech;
  return html`
<section class="hero"><h1>${t('tagline')}</h1><p>${t('intro')}</p></section>
<h2 class="hidden">${t('products')}</h2>
<ul class="grid">${products.map(
    (product, index) => html`
  <li><a class="card" href="/products/${product.slug}">
    ${picture(product, pictures, index === 0)}
    <span class="card-name">${product.name}</span><span class="card-text">${product.description}</span>
    <span class="card-end"><span class="price">${basePrice(product, speech)}</span>${swatches(product)}</span>
  </a></li>`,
  )}</ul>
<section class="steps"><h2 class="hidden">${t('steps')}</h2>
  <ol>${STEPS.map(({ head, text }) => html`<li><h3>${t(head)}</h3><p>${t(text)}</p></li>`)}</ol>
</section>`;
}

export interface OpenSettings {
  readonly apiOrigin: string;
  readonly publishableKey: string;
  /** Frozen design to start from, when a line of the cart is edited. */
  readonly edits?:
    | { readonly designVersionId: string; readonly variantId: string; readonly quantity: number }
    | undefined;
}

export function productPage(product: ProductBundle, speech: Speech, open: OpenSettings): Html {
  const { t, money } = speech;
  const { priceBook } = product;
  return html`
<article class="product">
  ${picture(product, open, true)}
  <div class="facts">
    <h1>${product.name}</h1>
    <p class="price">${basePrice(product, speech)}</p>
    <p>${product.description}</p>
    <p><button class="button" id="personalise"
      data-key="${open.publishableKey}" data-product="${product.id}" data-locale="${speech.language}"
      data-version="${open.edits?.designVersionId ?? ''}" data-variant="${open.edits?.variantId ?? ''}" data-quantity="${open.edits?.quantity ?? ''}"
      data-failed="${t('customizerFailed')}">${t(open.edits ? 'editDesign' : 'personalise')}</button></p>
    <p id="note" class="note" role="status"></p>
    <noscript><p class="note">${t('noScript')}</p></noscript>
    <dl class="specs">
      ${product.options.map((option) => html`<dt>${option.name}</dt><dd>${option.values.map(({ name, swatch }) => html`<span class="value">${swatch && html`<svg class="swatch" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="7.5" fill="${swatch}"/></svg>`}${name}</span>`)}</dd>`)}
      <dt>${t('sizes')}</dt><dd>${product.geometry.sides.map((side) => html`<span class="value">${side.name} ${side.widthUm / UM_PER_MM} × ${side.heightUm / UM_PER_MM} mm${side.bleedUm > 0 && `, ${t('bleed', { mm: side.bleedUm / UM_PER_MM })}`}</span>`)}</dd>
    </dl>
    <ul class="tiers">${priceBook.tiers.map(({ from, unitPm }) => html`<li>${t('tierHint', { n: from, price: money(Math.round((priceBook.baseMinor * unitPm) / 1000), priceBook.currency) })}</li>`)}</ul>
  </div>
</article>
<script src="${open.apiOrigin}/widget/v1/loader.js" async></script>
<script src="/assets/shop.js" defer></script>`;
}
