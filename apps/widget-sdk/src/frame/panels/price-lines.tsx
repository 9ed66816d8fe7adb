import type { Quote } from '@luneo/contracts';
import { useCustomizer } from '../context.ts';
import { useText } from '../messages/index.ts';
import { formatMoney } from '../price.ts';

/** Each line of the quote under the name of what it pays for. */
export function PriceLines({ quote }: { quote: Quote }) {
  const t = useText();
  const { product } = useCustomizer();
  const money = (minor: number): string => formatMoney(minor, quote.currency, t.locale);
  const nameOf = (rule: string, label: string): string => {
    if (rule === 'base') return product.name;
    if (rule === 'extra-side') return t('price.side');
    const tier = product.priceBook.tiers.find(({ id }) => id === rule);
    if (tier) return t('price.tierLine', { from: tier.from });
    const surcharge = product.priceBook.surcharges.find(({ id }) => id === rule);
    const option = product.options.find(({ id }) => id === surcharge?.option);
    const value = option?.values.find(({ id }) => id === surcharge?.value);
    return option && value ? `${option.name}: ${value.name}` : label;
  };
  return (
    <section className="lne-section" aria-label={t('price.details')}>
      <table className="lw-lines">
        <caption className="ln-heading">{t('price.details')}</caption>
        <tbody>
          {quote.lines.map((line) => (
            <tr key={line.rule}>
              <th scope="row">{nameOf(line.rule, line.label)}</th>
              <td>
                {line.quantity} × {money(line.unitMinor)}
              </td>
              <td>{money(line.totalMinor)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('price.total')}</th>
            <td>{t('price.net')}</td>
            <td>{money(quote.totalMinor)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
