import { troublesWhileEditing, useSessionState } from '@luneo/editor-react';
import {
  Button,
  CheckIcon,
  CloseIcon,
  IconButton,
  type IconComponent,
  LayersIcon,
  PlusIcon,
  ProductIcon,
  TextIcon,
} from '@luneo/ui';
import type { ReactNode } from 'react';
import { useText } from './messages/index.ts';

export type PanelId = 'add' | 'layers' | 'edit' | 'product' | 'checks';

const TABS: readonly (readonly [PanelId, IconComponent])[] = [
  ['add', PlusIcon],
  ['edit', TextIcon],
  ['layers', LayersIcon],
  ['product', ProductIcon],
  ['checks', CheckIcon],
];

interface CompactPanelsProps {
  panels: Readonly<Record<PanelId, ReactNode>>;
  open: PanelId | undefined;
  onOpen(panel: PanelId | undefined): void;
  /** The buy box. */
  children: ReactNode;
}

/** Phones and tablets: a bar of panels; the open one is a sheet that leaves the design in view. */
export function CompactPanels({ panels, open, onOpen, children }: CompactPanelsProps) {
  const t = useText();
  const troubles = useSessionState((state) => troublesWhileEditing(state.findings).length);
  return (
    <div className="lw-compact">
      {open && (
        <section
          className="lw-sheet"
          aria-label={t(`nav.${open}`)}
          onKeyDown={(event) => event.key === 'Escape' && onOpen(undefined)}
        >
          <header>
            <h2 className="ln-heading">{t(`nav.${open}`)}</h2>
            <IconButton icon={CloseIcon} label={t('nav.close')} onClick={() => onOpen(undefined)} />
          </header>
          <div className="lw-sheet-body">{panels[open]}</div>
        </section>
      )}
      <nav className="lw-nav" aria-label={t('nav.label')}>
        {TABS.map(([id, Icon]) => (
          <Button
            key={id}
            look="quiet"
            aria-pressed={open === id}
            onClick={() => onOpen(open === id ? undefined : id)}
          >
            <span className="lw-nav-icon">
              <Icon />
              {id === 'checks' && troubles > 0 && <span className="lw-dot">{troubles}</span>}
            </span>
            {t(`nav.${id}`)}
          </Button>
        ))}
      </nav>
      {children}
    </div>
  );
}
