import { onlySelected } from '@luneo/editor';
import { Button, EmptyState, LockIcon, ShapeIcon, UngroupIcon } from '@luneo/ui';
import { useEditorText } from '../messages/index.ts';
import { useSession, useSessionState } from '../session.ts';
import { ArrangeForm } from './arrange-form.tsx';
import { ImageForm } from './image-form.tsx';
import { PlaceForm } from './place-form.tsx';
import { ShapeForm } from './shape-form.tsx';
import { TextForm } from './text-form.tsx';

/** The form twin of the selected layer: every edit, by labelled fields. */
export function Inspector() {
  const t = useEditorText();
  const session = useSession();
  const layer = useSessionState(onlySelected);
  const selection = useSessionState((state) => state.selection);
  if (selection.length > 1)
    return (
      <div className="lne-inspector">
        <p className="ln-muted">{t('inspector.many', { count: selection.length })}</p>
        <ArrangeForm ids={selection} />
      </div>
    );
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
      {layer.type === 'group' && (
        <Button
          icon={UngroupIcon}
          disabled={layer.locks.order ?? false}
          onClick={() => session.ungroup(layer.id)}
        >
          {t('arrange.ungroup')}
        </Button>
      )}
      <PlaceForm key={`place:${layer.id}`} layer={layer} />
    </div>
  );
}
