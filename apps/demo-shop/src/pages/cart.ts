import type { CartEntry } from '../catalogue.ts';
import { type Html, html } from '../html.ts';
import type { Speech } from '../words.ts';

export const totalOf = (entries: readonly CartEntry[]): number =>
  entries.reduce((sum, { totalMinor }) => sum + totalMinor, 0);

function row(entry: CartEntry, { t, money }: Speech, wrong: string | undefined): Html {
  const { product, version, variantId, quantity, totalMinor, currency, designVersionId } = entry;
  const variant = product.variants.find(({ id }) => id === variantId);
  const id = `quantity-${designVersionId}`;
  return html`
<li class="line">
  <div class="thumbs">${version.previews.map(({ side, url }) => html`<img src="${url}" alt="${t('previewOf', { product: product.name, side })}" loading="lazy">`)}</div>
  <div class="line-facts">
    <h2>${product.name}</h2>
    <p class="muted">${variant?.name}</p>
    <form method="post" action="/cart/update" class="inline">
      <input type="hidden" name="line" value="${designVersionId}">
      <label for="${id}">${t('quantity')}</label>
      <input id="${id}" name="quantity" type="number" min="1" max="100000" required value="${quantity}" ${wrong === designVersionId && html`aria-invalid="true" aria-describedby="${id}-error"`}>
      <button class="button plain">${t('update')}</button>
      ${wrong === designVersionId && html`<span class="error" id="${id}-error">${t('quantityWrong')}</span>`}
    </form>
    <form method="post" action="/cart/remove" class="inline actions">
      <a href="/products/${product.slug}?edit=${designVersionId}">${t('editDesign')}</a>
      <input type="hidden" name="line" value="${designVersionId}"><button class="link">${t('remove')}</button>
    </form>
  </div>
  <p class="line-total">${money(totalMinor, currency)}</p>
</li>`;
}

export function cartPage(entries: readonly CartEntry[], speech: Speech, wrong?: string): Html {
  const { t, money } = speech;
  if (entries.length === 0)
    return html`<h1>${t('cart')}</h1><p>${t('cartEmpty')}</p><p><a class="button" href="/">${t('backToShop')}</a></p>`;
  return html`
<h1>${t('cart')}</h1>
<ul class="lines">${entries.map((entry) => row(entry, speech, wrong))}</ul>
<p class="sum"><span>${t('total')}</span> <strong>${money(totalOf(entries), entries[0]!.currency)}</strong></p>
<p class="end"><a href="/">${t('backToShop')}</a> <a class="button" href="/checkout">${t('checkout')}</a></p>`;
}
