import { Button, CartIcon } from '@luneo/ui';
import { useText } from '../messages/index.ts';
import { formatMoney } from '../price.ts';
import { useQuote } from '../use-quote.ts';

/** The price of it all, and the way to the cart. */
export function BuyBox({ onReview, compact }: { onReview(): void; compact?: boolean }) {
  const t = useText();
  const quote = useQuote();
  const money = (minor: number): string => formatMoney(minor, quote.currency, t.locale);
  return (
    <div className="lw-buy">
      <p className="lw-price" aria-live="polite">
        <strong>{money(quote.totalMinor)}</strong>
        <span>
          {quote.quantity > 1
            ? t('price.each', { price: money(Math.round(quote.totalMinor / quote.quantity)) })
            : t('price.net')}
        </span>
      </p>
      <Button look="primary" icon={CartIcon} onClick={onReview} className="lw-buy-button">
        {t(compact ? 'buy.short' : 'buy.review')}
      </Button>
    </div>
  );
}
