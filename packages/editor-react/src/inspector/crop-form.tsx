import { MOST_ZOOM, type Session } from '@luneo/editor';
import { Button, CheckIcon, CloseIcon, IconButton, Slider } from '@luneo/ui';
import type { KeyboardEvent } from 'react';
import { useEditorText } from '../messages/index.ts';
import { useSession, useSessionState } from '../session.ts';

/** Positions of the slider: equal steps look equal, whatever the zoom. */
const STEPS = 100;
const toZoom = (step: number): number => MOST_ZOOM ** (step / STEPS);
const toStep = (zoom: number): number => Math.round((STEPS * Math.log(zoom)) / Math.log(MOST_ZOOM));

function useCrop() {
  const t = useEditorText();
  const session = useSession();
  const zoom = useSessionState(() => session.cropZoom());
  return {
    t,
    slider: {
      min: 0,
      max: STEPS,
      value: toStep(zoom),
      text: t('view.zoom', { percent: Math.round(zoom * 100) }),
      onChange: (step: number) => session.zoomCrop(toZoom(step) / session.cropZoom()),
    },
    done: () => leave(session, session.stopCropping),
    cancel: () => leave(session, session.cancelCropping),
  };
}

/** Ends cropping and gives the focus back to the picture: the button that had it is gone. */
function leave(session: Session, end: () => void): void {
  const [id] = session.getState().selection;
  end();
  document.querySelector<HTMLElement>(`[data-target="${id}"]`)?.focus();
}

/** Cropping by form: how close, done or not at all. */
export function CropForm() {
  const { t, slider, done, cancel } = useCrop();
  return (
    <div className="lne-section">
      <p className="ln-hint">{t('crop.hint')}</p>
      <Slider label={t('crop.zoom')} {...slider} />
      <div className="lne-pair">
        <Button onClick={cancel}>{t('crop.cancel')}</Button>
        <Button look="primary" icon={CheckIcon} onClick={done}>
          {t('crop.done')}
        </Button>
      </div>
    </div>
  );
}

/** The same beside the picture, in one line. */
export function CropBar() {
  const { t, slider, done, cancel } = useCrop();
  const { text, onChange, ...range } = slider;
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') cancel();
    if (key === 'Enter') done();
  };
  return (
    <fieldset className="lne-crop-bar" aria-label={t('crop.title')}>
      <IconButton icon={CloseIcon} label={t('crop.cancel')} shortcut="Esc" onClick={cancel} />
      <input
        type="range"
        className="ln-slider"
        aria-label={t('crop.zoom')}
        aria-valuetext={text}
        {...range}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        onKeyDown={onKeyDown}
      />
      <Button look="primary" icon={CheckIcon} onClick={done}>
        {t('crop.done')}
      </Button>
    </fieldset>
  );
}
