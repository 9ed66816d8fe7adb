import type { TextLayer } from '@luneo/design';
import { textOf } from '@luneo/design';
import {
  AlignCenterIcon,
  AlignEndIcon,
  AlignStartIcon,
  ColorSwatches,
  IconButton,
  NumberField,
  Slider,
  TextArea,
  Toggle,
} from '@luneo/ui';
import { useEditorText } from '../messages/index.ts';
import { useSession, useSessionState } from '../session.ts';
import { useEditorAssets } from './assets.ts';
import { FontPicker } from './font-picker.tsx';
import { More, Pair, Section, UM_PER_PT } from './parts.tsx';

const ALIGN = [
  ['start', AlignStartIcon],
  ['center', AlignCenterIcon],
  ['end', AlignEndIcon],
] as const;
const MM_DECIMALS = 100;

/** Everything a text can be, by form. */
export function TextForm({ layer }: { layer: TextLayer }) {
  const t = useEditorText();
  const session = useSession();
  const { colors } = useEditorAssets();
  const scalePm = useSessionState((state) => state.resolved?.text.get(layer.id)?.scalePm ?? 1000);
  const run = layer.runs[0];
  const fixed = layer.locks.content ?? false;
  const plain = layer.locks.style ?? false;
  const sizeMm = Math.round(((run?.sizeUm ?? 0) * MM_DECIMALS) / 1000) / MM_DECIMALS;

  return (
    <Section title={t('text.title')}>
      <TextArea
        label={t('text.content')}
        value={textOf(layer)}
        disabled={fixed}
        onChange={(event) => session.setText(layer.id, event.target.value, `text:${layer.id}`)}
      />
      {run && (
        <>
          <FontPicker
            value={run.font}
            disabled={plain}
            onChange={(font) => session.styleText(layer.id, { font })}
          />
          <Pair>
            <NumberField
              label={t('text.size')}
              unit="pt"
              decimals={1}
              min={1}
              max={2000}
              locale={t.locale}
              value={Math.round((run.sizeUm / UM_PER_PT) * 10) / 10}
              disabled={plain}
              hint={t('text.size.mm', { mm: sizeMm })}
              onChange={(value) => session.styleText(layer.id, { sizeUm: Math.round(value * UM_PER_PT) })}
            />
            <AlignButtons layer={layer} disabled={plain} />
          </Pair>
          {scalePm < 1000 && (
            <p className="ln-hint">{t('text.shrunk', { percent: Math.round(scalePm / 10) })}</p>
          )}
          <ColorSwatches
            label={t('text.color')}
            colors={colors}
            ownLabel={t('color.own')}
            value={run.fill.type === 'solid' ? run.fill.color.rgb : undefined}
            disabled={plain}
            onChange={(rgb) => session.styleText(layer.id, { rgb }, `fill:${layer.id}`)}
          />
          <More title={t('text.more')}>
            <TextDetails layer={layer} disabled={plain} />
          </More>
        </>
      )}
    </Section>
  );
}

function AlignButtons({ layer, disabled }: { layer: TextLayer; disabled: boolean }) {
  const t = useEditorText();
  const session = useSession();
  return (
    <fieldset className="ln-field" disabled={disabled}>
      <legend className="ln-label">{t('text.align')}</legend>
      <div className="ln-button-group">
        {ALIGN.map(([align, icon]) => (
          <IconButton
            key={align}
            icon={icon}
            label={t(`text.align.${align}`)}
            aria-pressed={layer.align === align}
            onClick={() => session.update(layer.id, { align })}
          />
        ))}
      </div>
    </fieldset>
  );
}

function TextDetails({ layer, disabled }: { layer: TextLayer; disabled: boolean }) {
  const t = useEditorText();
  const session = useSession();
  const { colors } = useEditorAssets();
  const spacing = layer.runs[0]?.letterSpacingPm ?? 0;
  const angle = (layer.curve?.angleMdeg ?? 0) / 1000;
  const outlineMm = (layer.outline?.widthUm ?? 0) / 1000;
  const outline = (rgb: string, widthUm: number): void =>
    session.update(
      layer.id,
      { outline: { color: { rgb }, widthUm, join: 'round', cap: 'round' } },
      `outline:${layer.id}`,
    );
  return (
    <>
      <Slider
        label={t('text.spacing')}
        text={`${Math.round(spacing / 10)} %`}
        min={-10}
        max={60}
        value={Math.round(spacing / 10)}
        disabled={disabled}
        onChange={(value) =>
          session.styleText(layer.id, { letterSpacingPm: value * 10 }, `spacing:${layer.id}`)
        }
      />
      <Slider
        label={t('text.lineHeight')}
        text={`${Math.round(layer.lineHeightPm / 10)} %`}
        min={60}
        max={250}
        value={Math.round(layer.lineHeightPm / 10)}
        disabled={disabled}
        onChange={(value) => session.update(layer.id, { lineHeightPm: value * 10 }, `line:${layer.id}`)}
      />
      <Slider
        label={t('text.curve')}
        text={`${angle}°`}
        min={-300}
        max={300}
        step={10}
        value={angle}
        disabled={disabled}
        onChange={(value) =>
          session.update(
            layer.id,
            { curve: value === 0 ? undefined : { angleMdeg: value * 1000 } },
            `bend:${layer.id}`,
          )
        }
      />
      <Toggle
        label={t('text.fit')}
        checked={layer.fit.mode === 'shrink'}
        disabled={disabled}
        onChange={(on) =>
          session.update(layer.id, { fit: on ? { mode: 'shrink', minSizeUm: 1500 } : { mode: 'none' } })
        }
      />
      <NumberField
        label={t('text.outline.width')}
        unit="mm"
        decimals={2}
        step={0.1}
        min={0}
        max={20}
        locale={t.locale}
        value={outlineMm}
        disabled={disabled}
        onChange={(value) =>
          value === 0
            ? session.update(layer.id, { outline: undefined })
            : outline(layer.outline?.color.rgb ?? '#ffffff', Math.round(value * 1000))
        }
      />
      {layer.outline && (
        <ColorSwatches
          label={t('text.outline')}
          colors={colors}
          ownLabel={t('color.own')}
          value={layer.outline.color.rgb}
          disabled={disabled}
          onChange={(rgb) => outline(rgb, layer.outline!.widthUm)}
        />
      )}
    </>
  );
}
