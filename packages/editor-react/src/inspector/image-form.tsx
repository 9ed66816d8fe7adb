import type { ImageLayer } from '@luneo/design';
import { Badge, Button, CropIcon, NumberField, PictureIcon, Select } from '@luneo/ui';
import { useEditorText } from '../messages/index.ts';
import { useSession, useSessionState } from '../session.ts';
import { useEditorAssets } from './assets.ts';
import { CropForm } from './crop-form.tsx';
import { fromMm, Pair, Section, toMm } from './parts.tsx';

type MaskKind = 'none' | 'rounded' | 'ellipse';
const DEFAULT_RADIUS_UM = 5_000;

export function ImageForm({ layer }: { layer: ImageLayer }) {
  const t = useEditorText();
  const { dpiOf } = useEditorAssets();
  const { warnDpi, blockDpi } = useSessionState((state) => state.product.limits);
  const cropping = useSessionState((state) => state.cropping === layer.id);
  const dpi = dpiOf(layer.id);
  const tone = dpi === undefined || dpi >= warnDpi ? 'good' : dpi >= blockDpi ? 'warn' : 'danger';
  return (
    <Section title={t(cropping ? 'crop.title' : 'image.title')}>
      {dpi !== undefined && (
        <p className="lne-fact">
          <span>{t('image.dpi')}</span>
          <Badge tone={tone}>{t('image.dpi.value', { dpi })}</Badge>
        </p>
      )}
      {cropping ? (
        <CropForm />
      ) : (
        <>
          <SizeButtons layer={layer} />
          <ContentButtons layer={layer} />
          <MaskFields layer={layer} />
        </>
      )}
    </Section>
  );
}

function SizeButtons({ layer }: { layer: ImageLayer }) {
  const t = useEditorText();
  const session = useSession();
  const side = useSessionState((state) => state.product.sides.find(({ id }) => id === state.side));
  /** Scales about the middle of the side until it covers it (bleed included) or lies within it. */
  const scaleTo = (choose: (a: number, b: number) => number): void => {
    if (!side) return;
    const cover = choose === Math.max;
    const room = cover ? 2 * side.bleedUm : -2 * side.safeUm;
    const [roomX, roomY] = [side.widthUm + room, side.heightUm + room];
    const k = choose(roomX / layer.widthUm, roomY / layer.heightUm);
    const round = cover ? Math.ceil : Math.floor;
    const [widthUm, heightUm] = [round(layer.widthUm * k), round(layer.heightUm * k)];
    session.update(layer.id, {
      widthUm,
      heightUm,
      xUm: Math.round((side.widthUm - widthUm) / 2),
      yUm: Math.round((side.heightUm - heightUm) / 2),
    });
  };
  const fixed = layer.locks.resize || layer.locks.move || false;
  return (
    <Pair>
      <Button disabled={fixed} onClick={() => scaleTo(Math.max)}>
        {t('image.fill')}
      </Button>
      <Button disabled={fixed} onClick={() => scaleTo(Math.min)}>
        {t('image.fit')}
      </Button>
    </Pair>
  );
}

function ContentButtons({ layer }: { layer: ImageLayer }) {
  const t = useEditorText();
  const session = useSession();
  const { replaceImage } = useEditorAssets();
  const fixed = layer.locks.content ?? false;
  return (
    <Pair>
      <Button icon={CropIcon} disabled={fixed} onClick={() => session.startCropping(layer.id)}>
        {t('crop.start')}
      </Button>
      <Button icon={PictureIcon} disabled={fixed} onClick={() => replaceImage(layer.id)}>
        {t('image.replace')}
      </Button>
    </Pair>
  );
}

function MaskFields({ layer: { id, mask, locks } }: { layer: ImageLayer }) {
  const t = useEditorText();
  const session = useSession();
  const fixed = locks.style ?? false;
  const setMask = (next: MaskKind): void => {
    const rounded = { shape: 'rounded', radiusUm: DEFAULT_RADIUS_UM } as const;
    const made = { none: undefined, rounded, ellipse: { shape: 'ellipse' } as const }[next];
    session.update(id, { mask: made });
  };
  return (
    <Pair>
      <Select
        label={t('image.mask')}
        value={mask?.shape ?? 'none'}
        disabled={fixed}
        options={(['none', 'rounded', 'ellipse'] as const).map((value) => ({
          value,
          label: t(`image.mask.${value}`),
        }))}
        onChange={(next) => setMask(next as MaskKind)}
      />
      {mask?.shape === 'rounded' && (
        <NumberField
          label={t('image.radius')}
          unit="mm"
          decimals={1}
          min={0}
          locale={t.locale}
          value={toMm(mask.radiusUm)}
          disabled={fixed}
          onChange={(value) => session.update(id, { mask: { shape: 'rounded', radiusUm: fromMm(value) } })}
        />
      )}
    </Pair>
  );
}
