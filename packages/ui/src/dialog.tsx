import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode, RefObject } from 'react';
import { Button } from './button.tsx';
import { CloseIcon } from './icons.tsx';

export interface DialogProps {
  open: boolean;
  onClose(): void;
  title: string;
  /** Accessible name of the close button; without it the dialog must be answered. */
  closeLabel?: string;
  /** `wide` fills the screen of a phone. */
  size?: 'normal' | 'wide';
  children: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  initialFocus?: RefObject<HTMLElement | null>;
}

/** Modal: focus stays inside and returns where it came from; Escape closes. */
export function Dialog(props: DialogProps) {
  const { open, onClose, title, closeLabel, size = 'normal', children, footer, initialFocus } = props;
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && closeLabel && onClose()}>
      <Base.Portal className="ln-portal">
        <Base.Backdrop className="ln-backdrop" />
        <Base.Popup className="ln-dialog" data-size={size} {...(initialFocus ? { initialFocus } : {})}>
          <header className="ln-dialog-head">
            <Base.Title className="ln-dialog-title">{title}</Base.Title>
            {closeLabel ? (
              <Base.Close render={<Button look="quiet" data-icon-only="" aria-label={closeLabel} />}>
                <CloseIcon />
              </Base.Close>
            ) : null}
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keys too */}
          <div className="ln-dialog-body" tabIndex={0}>
            {children}
          </div>
          {footer && <footer className="ln-dialog-foot">{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
