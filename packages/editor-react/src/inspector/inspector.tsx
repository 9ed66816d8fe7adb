import { EmptyState, LockIcon, ShapeIcon } from '@luneo/ui';
import { useEditorText } from '../messages/index.ts';
import { onlySelected, useSessionState } from '../session.ts';
import { ImageForm } from './image-form.tsx';
import { PlaceForm } from './place-form.tsx';
import { ShapeForm } from './shape-form.tsx';
import { TextForm } from './text-form.tsx';

/** The form twin of the selected layer: every edit, by labelled fields. */
export function Inspector() {
  const t = useEditorText();
  const layer = useSessionState(onlySelected);
  const count = useSessionState((state) => state.selection.length);
  if (count > 1) return <EmptyState icon={ShapeIcon} title={t('inspector.many', { count })} />;
  if (!layer)
    return (
      <EmptyState icon={ShapeIcon} title={t('inspector.none')}>
        {t('inspector.none.hint')}
      </EmptyState>
    );
  return (
    <div className="lne-inspector">
      {Object.values(layer.locks).some(Boolean) && (
        <p className="lne-locked">
          <LockIcon />
          {t('inspector.locked')}
        </p>
      )}
      {layer.type === 'text' && <TextForm key={layer.id} layer={layer} />}
      {layer.type === 'image' && <ImageForm key={layer.id} layer={layer} />}
      {layer.type === 'shape' && <ShapeForm key={layer.id} layer={layer} />}
      <PlaceForm key={`place:${layer.id}`} layer={layer} />
    </div>
  );
}
