import { onlySelected } from '@luneo/editor';
import { CopyIcon, CropIcon, GroupIcon, IconButton, RedoIcon, TrashIcon, UndoIcon } from '@luneo/ui';
import { CropBar } from '../inspector/crop-form.tsx';
import { useEditorText } from '../messages/index.ts';
import { useSession, useSessionState } from '../session.ts';

/** Undo and redo; and what can be done to the selection. */
export function HistoryButtons() {
  const t = useEditorText();
  const session = useSession();
  const canUndo = useSessionState((state) => state.canUndo);
  const canRedo = useSessionState((state) => state.canRedo);
  return (
    <div className="ln-button-group" role="toolbar" aria-label={t('toolbar.label')}>
      <IconButton
        icon={UndoIcon}
        label={t('toolbar.undo')}
        shortcut="Ctrl Z"
        disabled={!canUndo}
        onClick={() => session.undo()}
      />
      <IconButton
        icon={RedoIcon}
        label={t('toolbar.redo')}
        shortcut="Ctrl ⇧ Z"
        disabled={!canRedo}
        onClick={() => session.redo()}
      />
    </div>
  );
}

export function SelectionButtons() {
  const t = useEditorText();
  const session = useSession();
  const selection = useSessionState((state) => state.selection);
  const locked = useSessionState((state) =>
    state.selection.some((id) => state.design.layers[id]?.locks.remove),
  );
  const picture = useSessionState((state) => {
    const layer = onlySelected(state);
    return layer?.type === 'image' && !layer.locks.content ? layer.id : undefined;
  });
  const cropping = useSessionState((state) => state.cropping !== undefined);
  if (selection.length === 0) return null;
  if (cropping) return <CropBar />;
  return (
    <div className="ln-button-group">
      {picture && (
        <IconButton
          icon={CropIcon}
          label={t('crop.start')}
          shortcut="Enter"
          onClick={() => session.startCropping(picture)}
        />
      )}
      {selection.length > 1 && (
        <IconButton
          icon={GroupIcon}
          label={t('arrange.group')}
          shortcut="Ctrl G"
          onClick={() => session.group(selection)}
        />
      )}
      <IconButton
        icon={CopyIcon}
        label={t('toolbar.duplicate')}
        shortcut="Ctrl D"
        onClick={() => session.duplicate(selection)}
      />
      <IconButton
        icon={TrashIcon}
        label={t('toolbar.remove')}
        shortcut="Del"
        disabled={locked}
        onClick={() => session.remove(selection)}
      />
    </div>
  );
}
