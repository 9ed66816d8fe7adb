import type { ProductBundle, Variant } from '@luneo/contracts';
import { mulDiv } from '@luneo/kernel';
import { nextTier } from '@luneo/pricing';
import { ColorSwatches, NumberField, Select } from '@luneo/ui';
import { useCell } from '../cell.ts';
import { useCustomizer } from '../context.ts';
import { useText } from '../messages/index.ts';
import { formatMoney } from '../price.ts';
import { useQuote } from '../use-quote.ts';

type Option = ProductBundle['options'][number];

/** Options with what they add to the price, and the quantity with the next quantity price. */
export function ProductPanel() {
  const { product, variant } = useCustomizer();
  const current = useCell(variant);
  const choose = (option: string, value: string): void => {
    const wanted = { ...current.options, [option]: value };
    const match = (candidate: Variant): number =>
      Object.entries(wanted).filter(([key, chosen]) => candidate.options[key] === chosen).length;
    const able = product.variants.filter((candidate) => candidate.options[option] === value);
    const best = able.toSorted((a, b) => match(b) - match(a))[0];
    if (best) variant.set(best);
  };
  return (
    <div className="lne-section">
      <p className="ln-muted">{product.description}</p>
      {product.options.map((option) => (
        <OptionField
          key={option.id}
          option={option}
          value={current.options[option.id] ?? ''}
          onChange={(value) => choose(option.id, value)}
        />
      ))}
      <Quantity />
    </div>
  );
}

function OptionField({
  option,
  value,
  onChange,
}: {
  option: Option;
  value: string;
  onChange(value: string): void;
}) {
  const t = useText();
  const { product } = useCustomizer();
  const { surcharges, currency } = product.priceBook;
  const label = (id: string, name: string): string => {
    const extra = surcharges.find((surcharge) => surcharge.option === option.id && surcharge.value === id);
    if (!extra || extra.amountMinor === 0) return name;
    return t('product.surcharge', { name, price: formatMoney(extra.amountMinor, currency, t.locale) });
  };
  if (option.values.every((candidate) => candidate.swatch))
    return (
      <ColorSwatches
        label={`${option.name}: ${option.values.find(({ id }) => id === value)?.name ?? ''}`}
        value={option.values.find(({ id }) => id === value)?.swatch}
        colors={option.values.map(({ id, name, swatch }) => ({ rgb: swatch!, name: label(id, name) }))}
        onChange={(rgb) => onChange(option.values.find((candidate) => candidate.swatch === rgb)!.id)}
      />
    );
  return (
    <Select
      label={option.name}
      value={value}
      options={option.values.map(({ id, name }) => ({ value: id, label: label(id, name) }))}
      onChange={onChange}
    />
  );
}

export function Quantity() {
  const t = useText();
  const { product, quantity } = useCustomizer();
  const count = useCell(quantity);
  const quote = useQuote();
  const tier = nextTier(product.priceBook, count);
  const tiers = new Set(product.priceBook.tiers.map(({ id }) => id));
  const unit = quote.lines
    .filter(({ rule }) => !tiers.has(rule))
    .reduce((sum, line) => sum + line.unitMinor, 0);
  const words = tier && {
    hint: t('product.tier', {
      unit: formatMoney(mulDiv(unit, tier.unitPm, 1000), product.priceBook.currency, t.locale),
      from: tier.from,
    }),
  };
  return (
    <NumberField
      label={t('product.quantity')}
      value={count}
      min={1}
      max={100_000}
      locale={t.locale}
      stepper={{ less: t('product.less'), more: t('product.more') }}
      {...words}
      onChange={quantity.set}
    />
  );
}
