import type { Layer } from '@luneo/design';
import {
  BackwardIcon,
  EmptyState,
  EyeIcon,
  EyeOffIcon,
  ForwardIcon,
  IconButton,
  type IconComponent,
  LayersIcon,
  LockIcon,
  PictureIcon,
  ShapeIcon,
  TextIcon,
} from '@luneo/ui';
import { layerName } from '../layer-name.ts';
import { useEditorText } from '../messages/index.ts';
import { useSession, useSessionState } from '../session.ts';

const KIND_ICON: Readonly<Record<Layer['type'], IconComponent>> = {
  text: TextIcon,
  image: PictureIcon,
  artwork: ShapeIcon,
  shape: ShapeIcon,
  group: LayersIcon,
};

/** Layers of the side, topmost first. */
export function LayersPanel() {
  const t = useEditorText();
  const layers = useSessionState((state) =>
    (state.design.sides.find((side) => side.id === state.side)?.layers ?? [])
      .map((id) => state.design.layers[id]!)
      .toReversed(),
  );
  if (layers.length === 0) return <EmptyState icon={LayersIcon} title={t('layers.empty')} />;
  return (
    <ul className="lne-layers" aria-label={t('layers.title')}>
      {layers.map((layer, index) => (
        <Row key={layer.id} layer={layer} top={index === 0} bottom={index === layers.length - 1} />
      ))}
    </ul>
  );
}

function Row({ layer, top, bottom }: { layer: Layer; top: boolean; bottom: boolean }) {
  const t = useEditorText();
  const session = useSession();
  const selected = useSessionState((state) => state.selection.includes(layer.id));
  const name = layerName(layer, t);
  const Icon = KIND_ICON[layer.type];
  const locked = layer.locks.move && layer.locks.content;
  const fixed = layer.locks.order ?? false;
  return (
    <li className="lne-layer" data-selected={selected || undefined} data-hidden={!layer.visible || undefined}>
      <button
        type="button"
        className="lne-layer-name"
        aria-pressed={selected}
        onClick={() => session.select([layer.id])}
      >
        <Icon />
        <span>{name}</span>
        {locked && <LockIcon aria-label={t('layers.locked')} aria-hidden={undefined} role="img" />}
      </button>
      <IconButton
        icon={ForwardIcon}
        label={t('layers.up', { name })}
        disabled={top || fixed}
        onClick={() => session.reorder(layer.id, 'forward')}
      />
      <IconButton
        icon={BackwardIcon}
        label={t('layers.down', { name })}
        disabled={bottom || fixed}
        onClick={() => session.reorder(layer.id, 'backward')}
      />
      <IconButton
        icon={layer.visible ? EyeIcon : EyeOffIcon}
        label={t(layer.visible ? 'layers.hide' : 'layers.show', { name })}
        disabled={layer.locks.visibility ?? false}
        onClick={() => session.update(layer.id, { visible: !layer.visible })}
      />
    </li>
  );
}
