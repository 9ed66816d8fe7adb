import type { Layer } from '@luneo/design';
import {
  BackwardIcon,
  CentreIcon,
  FlipXIcon,
  ForwardIcon,
  IconButton,
  NumberField,
  Slider,
  Toggle,
} from '@luneo/ui';
import { useState } from 'react';
import { useEditorText } from '../messages/index.ts';
import { useSession, useSessionState } from '../session.ts';
import { fromMm, Pair, Section, Tools, toMm } from './parts.tsx';

/** Position, size, angle, opacity and order of any layer: the form twin of dragging. */
export function PlaceForm({ layer }: { layer: Layer }) {
  const t = useEditorText();
  const session = useSession();
  const pictured = layer.type === 'image' || layer.type === 'artwork';
  const [ratio, setRatio] = useState(pictured);
  const mm = { unit: 'mm', decimals: 2, step: 1, locale: t.locale };
  const { move, resize, rotate, style } = layer.locks;

  const resizeTo = (widthUm: number, heightUm: number): void =>
    session.update(layer.id, { widthUm: Math.max(1, widthUm), heightUm: Math.max(1, heightUm) });
  const setWidth = (value: number): void => {
    const widthUm = fromMm(value);
    resizeTo(widthUm, ratio ? Math.round((layer.heightUm * widthUm) / layer.widthUm) : layer.heightUm);
  };
  const setHeight = (value: number): void => {
    const heightUm = fromMm(value);
    resizeTo(ratio ? Math.round((layer.widthUm * heightUm) / layer.heightUm) : layer.widthUm, heightUm);
  };

  return (
    <Section title={t('place.title')}>
      <Pair>
        <NumberField
          {...mm}
          label={t('place.x')}
          value={toMm(layer.xUm)}
          disabled={move ?? false}
          onChange={(value) => session.update(layer.id, { xUm: fromMm(value) })}
        />
        <NumberField
          {...mm}
          label={t('place.y')}
          value={toMm(layer.yUm)}
          disabled={move ?? false}
          onChange={(value) => session.update(layer.id, { yUm: fromMm(value) })}
        />
        <NumberField
          {...mm}
          min={0.1}
          label={t('place.width')}
          value={toMm(layer.widthUm)}
          disabled={resize ?? false}
          onChange={setWidth}
        />
        <NumberField
          {...mm}
          min={0.1}
          label={t('place.height')}
          value={toMm(layer.heightUm)}
          disabled={resize ?? false}
          onChange={setHeight}
        />
      </Pair>
      {layer.type !== 'text' && <Toggle label={t('place.ratio')} checked={ratio} onChange={setRatio} />}
      <Pair>
        <NumberField
          label={t('place.rotation')}
          unit="°"
          decimals={1}
          step={5}
          locale={t.locale}
          value={layer.rotationMdeg / 1000}
          disabled={rotate ?? false}
          onChange={(value) => session.update(layer.id, { rotationMdeg: Math.round(value * 1000) % 360_000 })}
        />
        <Slider
          label={t('place.opacity')}
          text={`${Math.round(layer.opacityPm / 10)} %`}
          min={0}
          max={100}
          value={Math.round(layer.opacityPm / 10)}
          disabled={style ?? false}
          onChange={(value) => session.update(layer.id, { opacityPm: value * 10 }, `opacity:${layer.id}`)}
        />
      </Pair>
      <OrderButtons layer={layer} />
    </Section>
  );
}

function OrderButtons({ layer }: { layer: Layer }) {
  const t = useEditorText();
  const session = useSession();
  const side = useSessionState((state) => state.product.sides.find(({ id }) => id === state.side));
  const centre = (): void => {
    if (!side) return;
    session.update(layer.id, {
      xUm: Math.round((side.widthUm - layer.widthUm) / 2),
      yUm: Math.round((side.heightUm - layer.heightUm) / 2),
    });
  };
  const fixed = layer.locks.order ?? false;
  return (
    <Tools label={t('place.order')}>
      <IconButton
        icon={ForwardIcon}
        label={t('toolbar.forward')}
        shortcut="]"
        disabled={fixed}
        onClick={() => session.reorder(layer.id, 'forward')}
      />
      <IconButton
        icon={BackwardIcon}
        label={t('toolbar.backward')}
        shortcut="["
        disabled={fixed}
        onClick={() => session.reorder(layer.id, 'backward')}
      />
      <IconButton
        icon={CentreIcon}
        label={t('toolbar.centre')}
        disabled={layer.locks.move ?? false}
        onClick={centre}
      />
      <IconButton
        icon={FlipXIcon}
        label={t('toolbar.flip')}
        aria-pressed={layer.flipX}
        disabled={layer.locks.rotate ?? false}
        onClick={() => session.update(layer.id, { flipX: !layer.flipX })}
      />
    </Tools>
  );
}
