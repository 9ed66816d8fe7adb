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
  const session = useSession();
  const { dpiOf, replaceImage } = useEditorAssets();
  const product = useSessionState((state) => state.product);
  const side = useSessionState((state) => state.product.sides.find(({ id }) => id === state.side));
  const dpi = dpiOf(layer.id);
  const cropping = useSessionState((state) => state.cropping === layer.id);
  const { warnDpi, blockDpi } = product.limits;
  const tone = dpi === undefined || dpi >= warnDpi ? 'good' : dpi >= blockDpi ? 'warn' : 'danger';
  const kind: MaskKind = layer.mask?.shape ?? 'none';
  const mask = (next: MaskKind): void =>
    session.update(layer.id, {
      mask:
        next === 'none'
          ? undefined
          : next === 'ellipse'
            ? { shape: 'ellipse' }
            : { shape: 'rounded', radiusUm: DEFAULT_RADIUS_UM },
    });

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
  const sized = layer.locks.resize || layer.locks.move || false;

  return (
    <Section title={t('image.title')}>
      {dpi !== undefined && (
        <p className="lne-fact">
          <span>{t('image.dpi')}</span>
          <Badge tone={tone}>{t('image.dpi.value', { dpi })}</Badge>
        </p>
      )}
      <div className="lne-pair">
        <Button disabled={sized} onClick={() => scaleTo(Math.max)}>
          {t('image.fill')}
        </Button>
        <Button disabled={sized} onClick={() => scaleTo(Math.min)}>
          {t('image.fit')}
        </Button>
      </div>
      {cropping ? (
        <CropForm />
      ) : (
        <Button
          icon={CropIcon}
          disabled={layer.locks.content ?? false}
          onClick={() => session.startCropping(layer.id)}
        >
          {t('crop.start')}
        </Button>
      )}
      <Button
        icon={PictureIcon}
        disabled={layer.locks.content ?? false}
        onClick={() => replaceImage(layer.id)}
      >
        {t('image.replace')}
      </Button>
      <Pair>
        <Select
          label={t('image.mask')}
          value={kind}
          disabled={layer.locks.style ?? false}
          options={(['none', 'rounded', 'ellipse'] as const).map((value) => ({
            value,
            label: t(`image.mask.${value}`),
          }))}
          onChange={(next) => mask(next as MaskKind)}
        />
        {layer.mask?.shape === 'rounded' && (
          <NumberField
            label={t('image.radius')}
            unit="mm"
            decimals={1}
            min={0}
            locale={t.locale}
            value={toMm(layer.mask.radiusUm)}
            disabled={layer.locks.style ?? false}
            onChange={(value) =>
              session.update(layer.id, { mask: { shape: 'rounded', radiusUm: fromMm(value) } })
            }
          />
        )}
      </Pair>
    </Section>
  );
}
