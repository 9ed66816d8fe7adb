import { Button, CheckIcon, IconButton, MinusIcon, PlusIcon } from '@luneo/ui';
import { useEditorText } from '../messages/index.ts';
import { useSession } from '../session.ts';

const STEP = 1.1;

/** Closer, farther, done: the form twin of cropping on the design. */
export function CropForm() {
  const t = useEditorText();
  const session = useSession();
  return (
    <div className="lne-crop">
      <p className="ln-hint">{t('crop.hint')}</p>
      <div className="ln-button-group" role="toolbar" aria-label={t('crop.title')}>
        <IconButton
          icon={MinusIcon}
          label={t('crop.farther')}
          shortcut="−"
          onClick={() => session.zoomCrop(1 / STEP)}
        />
        <IconButton
          icon={PlusIcon}
          label={t('crop.closer')}
          shortcut="+"
          onClick={() => session.zoomCrop(STEP)}
        />
        <Button look="primary" icon={CheckIcon} onClick={() => session.stopCropping()}>
          {t('crop.done')}
        </Button>
      </div>
    </div>
  );
}
