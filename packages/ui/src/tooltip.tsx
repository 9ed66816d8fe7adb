import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';

interface TooltipProps {
  label: string;
  shortcut?: string | undefined;
  /** The element that gets the tooltip; it must have its own accessible name. */
  children: ReactElement;
}

const DELAY_MS = 500;
const GAP = 6;
const EDGE = 8;

interface Place {
  readonly x: number;
  readonly y: number;
  readonly below: boolean;
}

/**
 * A name for what shows none, by mouse and by keyboard focus; Escape hides it. Never the only place of
 * information: touch does not show it, and screen readers have the element's own name. Written here and
 * not taken from Base UI, whose positioning engine would be a seventh of the customizer's first load.
 */
export function Tooltip({ label, shortcut, children }: TooltipProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [place, setPlace] = useState<Place>();
  const hide = (): void => {
    clearTimeout(timer.current);
    setPlace(undefined);
  };
  const show = (): void => {
    const box = anchor.current?.firstElementChild?.getBoundingClientRect();
    if (!box) return;
    const below = box.top < 48;
    setPlace({ x: box.left + box.width / 2, y: below ? box.bottom + GAP : box.top - GAP, below });
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens to what happens to its child
    <span
      ref={anchor}
      className="ln-anchor"
      onPointerEnter={(event) => {
        if (event.pointerType === 'mouse') timer.current = setTimeout(show, DELAY_MS);
      }}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocus={(event) => event.target.matches(':focus-visible') && show()}
      onBlur={hide}
      onKeyDown={(event) => event.key === 'Escape' && hide()}
    >
      {children}
      {place &&
        createPortal(
          <Bubble place={place}>{[label, shortcut && <kbd key="key">{shortcut}</kbd>]}</Bubble>,
          document.body,
        )}
    </span>
  );
}

function Bubble({ place, children }: { place: Place; children: ReactNode }) {
  const bubble = useRef<HTMLDivElement>(null);
  const [shift, setShift] = useState(0);
  useEffect(() => {
    const box = bubble.current!.getBoundingClientRect();
    setShift(Math.max(0, EDGE - box.left) - Math.max(0, box.right - (innerWidth - EDGE)));
  }, []);
  return (
    <div
      ref={bubble}
      className="ln-portal ln-tooltip"
      aria-hidden="true"
      data-below={place.below || undefined}
      style={{ left: place.x + shift, top: place.y }}
    >
      {children}
    </div>
  );
}
