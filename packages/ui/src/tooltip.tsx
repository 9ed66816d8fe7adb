import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';

interface TooltipProps {
  label: string;
  shortcut?: string | undefined;
  /** The element that gets the tooltip; it must have its own accessible name. */
  children: ReactElement<Record<string, unknown>>;
}

/** A name for what has no visible one. Never the only place of information: touch does not show it. */
export function Tooltip({ label, shortcut, children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger delay={500} render={children} />
      <Base.Portal className="ln-portal">
        <Base.Positioner sideOffset={6} className="ln-layer">
          <Base.Popup className="ln-tooltip">
            {label}
            {shortcut && <kbd>{shortcut}</kbd>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
