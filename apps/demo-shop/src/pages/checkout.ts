import type { CartEntry } from '../catalogue.ts';
import { type Html, html } from '../html.ts';
import type { Speech, Word } from '../words.ts';
import { totalOf } from './cart.ts';

/** Fields of the form, in order; `complete` helps browsers fill them. */
export const FIELDS = [
  { name: 'name', word: 'name', complete: 'name', type: 'text' },
  { name: 'email', word: 'email', complete: 'email', type: 'email' },
  { name: 'line1', word: 'street', complete: 'address-line1', type: 'text' },
  { name: 'postalCode', word: 'postalCode', complete: 'postal-code', type: 'text' },
  { name: 'city', word: 'city', complete: 'address-level2', type: 'text' },
] as const satisfies readonly { name: string; word: Word; complete: string; type: string }[];

export const COUNTRIES = [
  'AT',
  'BE',
  'CH',
  'DE',
  'DK',
  'ES',
  'FI',
  'FR',
  'GB',
  'IE',
  'IT',
  'LU',
  'NL',
  'NO',
  'PL',
  'PT',
  'SE',
] as const;

export type FieldName = (typeof FIELDS)[number]['name'];
export interface CheckoutForm {
  /** Made once for each form: a second click is the same order. */
  readonly orderNumber: string;
  readonly values: Readonly<Partial<Record<FieldName | 'country', string>>>;
  readonly faults: Readonly<Partial<Record<FieldName, Word>>>;
}

export function checkoutPage(entries: readonly CartEntry[], speech: Speech, form: CheckoutForm): Html {
  const { t, language } = speech;
  const countryNames = new Intl.DisplayNames(language, { type: 'region' });
  return html`
<h1>${t('checkout')}</h1>
<div class="checkout">
<form method="post" action="/checkout" class="form" novalidate>
  <input type="hidden" name="orderNumber" value="${form.orderNumber}">
  ${FIELDS.map(({ name, word, complete, type }) => {
    const fault = form.faults[name];
    return html`
  <div class="field">
    <label for="${name}">${t(word)}</label>
    <input id="${name}" name="${name}" type="${type}" autocomplete="${complete}" maxlength="200" required value="${form.values[name] ?? ''}" ${fault && html`aria-invalid="true" aria-describedby="${name}-error"`}>
    ${fault && html`<span class="error" id="${name}-error">${t(fault)}</span>`}
  </div>`;
  })}
  <div class="field">
    <label for="country">${t('country')}</label>
    <select id="country" name="country" autocomplete="country">${COUNTRIES.map((code) => html`<option value="${code}" ${code === (form.values.country ?? 'FR') && html`selected`}>${countryNames.of(code)}</option>`)}</select>
  </div>
  <p class="muted">${t('payment')}</p>
  <p class="end"><a href="/cart">${t('cart')}</a> <button class="button">${t('placeOrder')}</button></p>
</form>
${summary(entries, speech)}
</div>`;
}

function summary(entries: readonly CartEntry[], { t, money }: Speech): Html {
  return html`
<aside class="summary" aria-labelledby="summary">
  <h2 id="summary">${t('yourOrder')}</h2>
  <ul>${entries.map(
    ({ product, version, quantity, totalMinor, currency }) => html`
    <li>${version.previews[0] && html`<img src="${version.previews[0].url}" alt="">`}<span>${quantity} × ${product.name}</span><span class="amount">${money(totalMinor, currency)}</span></li>`,
  )}</ul>
  <p class="sum"><span>${t('total')}</span> <strong>${money(totalOf(entries), entries[0]!.currency)}</strong></p>
</aside>`;
}

const STATE: Readonly<Record<string, Word>> = { produced: 'made', held: 'held' };

export function thanksPage(
  order: { externalId: string; status: string; previewUrl: string | null },
  { t }: Speech,
): Html {
  const busy = order.status === 'received' || order.status === 'in_production';
  return html`
<section class="thanks" ${busy && html`data-busy`}>
  ${order.previewUrl && html`<img src="${order.previewUrl}" alt="">`}
  <h1>${t('thanks')}</h1>
  <p class="number">${t('orderNumber', { number: order.externalId })}</p>
  <p id="state" role="status" data-status="${order.status}">${t(STATE[order.status] ?? 'making')}</p>
  <p><a class="button plain" href="/">${t('backToShop')}</a></p>
</section>
<script src="/assets/shop.js" defer></script>`;
}
