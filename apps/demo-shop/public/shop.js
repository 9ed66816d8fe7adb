// What a brand writes into its own page: open the customizer, put what comes back into the cart.
const button = document.querySelector('#personalise');
button?.addEventListener('click', () => {
  const { key, product, locale, version, variant, quantity, failed } = button.dataset;
  const note = document.querySelector('#note');
  note.textContent = '';
  if (!window.Luneo) {
    note.textContent = failed;
    return;
  }
  const opened = window.Luneo.open({
    key,
    product,
    locale,
    ...(version && { designVersionId: version, variant, quantity: Number(quantity) }),
    async onAddToCart(detail) {
      const { designVersionId, variantId, quantity: pieces } = detail;
      const answer = await fetch('/cart', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          designVersionId,
          variantId,
          quantity: pieces,
          ...(version && { replaces: version }),
        }),
      });
      opened.close();
      if (answer.ok) location.assign('/cart');
      else note.textContent = failed;
    },
    onError() {
      note.textContent = failed;
    },
  });
});

// The confirmation follows the order until its files are made.
const state = document.querySelector('.thanks[data-busy] #state');
if (state) setTimeout(() => location.reload(), 2000);
