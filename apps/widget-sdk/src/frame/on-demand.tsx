import { type ComponentType, useEffect, useState } from 'react';
import { useCustomizer } from './context.ts';

interface Opened {
  open: boolean;
  onClose(): void;
}
interface OnDemandProps extends Opened {
  /** The same function at every render. */
  load(): Promise<{ default: ComponentType<Opened> }>;
}

/** Safari has no idle callbacks. */
const whenIdle: (run: () => void) => unknown =
  globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 1_000));

/**
 * A dialog whose code comes once the page has nothing else to do, or when it is wanted sooner. Where it
 * cannot come the shopper is told, and the next opening asks again.
 */
export function OnDemand({ load, open, onClose }: OnDemandProps) {
  const { fault } = useCustomizer();
  const [Part, setPart] = useState<ComponentType<Opened>>();
  useEffect(() => {
    if (Part) return;
    let current = true;
    const fetchPart = (): void =>
      void load().then(
        (loaded) => current && setPart(() => loaded.default),
        () => {
          if (!current || !open) return;
          fault.set('part_not_loaded');
          onClose();
        },
      );
    if (open) fetchPart();
    else whenIdle(fetchPart);
    return () => {
      current = false;
    };
  }, [Part, load, open, onClose, fault]);
  return Part ? <Part open={open} onClose={onClose} /> : null;
}
