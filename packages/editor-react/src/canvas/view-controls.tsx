import { EyeIcon, EyeOffIcon, FitIcon, IconButton, KeyboardIcon, MinusIcon, PlusIcon } from '@luneo/ui';
import { useEditorText } from '../messages/index.ts';
import type { ViewControl } from './use-view.ts';

interface ViewControlsProps {
  percent: number;
  control: ViewControl;
  guides: boolean;
  onGuides(shown: boolean): void;
  onHelp(): void;
}

export function ViewControls({ percent, control, guides, onGuides, onHelp }: ViewControlsProps) {
  const t = useEditorText();
  return (
    <div className="lne-view" role="toolbar" aria-label={t('view.label')}>
      <IconButton
        icon={MinusIcon}
        label={t('view.out')}
        shortcut="Ctrl −"
        onClick={() => control.zoomBy(0.8)}
      />
      <output className="lne-zoom">{t('view.zoom', { percent })}</output>
      <IconButton
        icon={PlusIcon}
        label={t('view.in')}
        shortcut="Ctrl +"
        onClick={() => control.zoomBy(1.25)}
      />
      <IconButton icon={FitIcon} label={t('view.fit')} shortcut="Ctrl 0" onClick={control.fit} />
      <IconButton
        icon={guides ? EyeIcon : EyeOffIcon}
        label={t('view.guides')}
        aria-pressed={guides}
        onClick={() => onGuides(!guides)}
      />
      <span className="lne-view-keys">
        <IconButton icon={KeyboardIcon} label={t('keys.open')} shortcut="?" onClick={onHelp} />
      </span>
    </div>
  );
}
