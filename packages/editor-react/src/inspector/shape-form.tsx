import type { ShapeLayer } from '@luneo/design';
import { ColorSwatches, NumberField } from '@luneo/ui';
import { useEditorText } from '../messages/index.ts';
import { useSession } from '../session.ts';
import { useEditorAssets } from './assets.ts';
import { Section } from './parts.tsx';

export function ShapeForm({ layer }: { layer: ShapeLayer }) {
  const t = useEditorText();
  const session = useSession();
  const { colors } = useEditorAssets();
  const fixed = layer.locks.style ?? false;
  const stroke = (rgb: string, widthUm: number): void =>
    session.update(
      layer.id,
      { stroke: { color: { rgb }, widthUm, join: 'miter', cap: 'butt' } },
      `stroke:${layer.id}`,
    );
  return (
    <Section title={t('shape.title')}>
      {layer.shape.kind !== 'line' && (
        <ColorSwatches
          label={t('shape.fill')}
          colors={colors}
          ownLabel={t('color.own')}
          value={layer.fill?.type === 'solid' ? layer.fill.color.rgb : undefined}
          disabled={fixed}
          onChange={(rgb) =>
            session.update(layer.id, { fill: { type: 'solid', color: { rgb } } }, `fill:${layer.id}`)
          }
        />
      )}
      <NumberField
        label={t('shape.stroke.width')}
        unit="mm"
        decimals={2}
        step={0.1}
        min={0}
        max={50}
        locale={t.locale}
        value={(layer.stroke?.widthUm ?? 0) / 1000}
        disabled={fixed}
        onChange={(value) =>
          value === 0
            ? session.update(layer.id, { stroke: undefined })
            : stroke(layer.stroke?.color.rgb ?? '#000000', Math.round(value * 1000))
        }
      />
      {layer.stroke && (
        <ColorSwatches
          label={t('shape.stroke')}
          colors={colors}
          ownLabel={t('color.own')}
          value={layer.stroke.color.rgb}
          disabled={fixed}
          onChange={(rgb) => stroke(rgb, layer.stroke!.widthUm)}
        />
      )}
    </Section>
  );
}
