import { onlySelected } from '@luneo/editor';
import {
  CheckIcon,
  CopyIcon,
  CropIcon,
  GroupIcon,
  IconButton,
  MinusIcon,
  PlusIcon,
  RedoIcon,
  TrashIcon,
  UndoIcon,
} from '@luneo/ui';
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
  if (cropping)
    return (
      <div className="ln-button-group">
        <IconButton icon={MinusIcon} label={t('crop.farther')} onClick={() => session.zoomCrop(1 / 1.1)} />
        <IconButton icon={PlusIcon} label={t('crop.closer')} onClick={() => session.zoomCrop(1.1)} />
        <IconButton
          icon={CheckIcon}
          label={t('crop.done')}
          shortcut="Enter"
          onClick={() => session.stopCropping()}
        />
      </div>
    );
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
