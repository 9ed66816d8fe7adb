import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

export interface TabsProps {
  /** Accessible name of the list. */
  label: string;
  value: string;
  onChange(value: string): void;
  tabs: readonly { id: string; label: ReactNode; panel?: ReactNode }[];
}

export function Tabs({ label, value, onChange, tabs }: TabsProps) {
  return (
    <Base.Root value={value} onValueChange={(next) => onChange(String(next))}>
      <Base.List className="ln-tablist" aria-label={label} activateOnFocus>
        {tabs.map((tab) => (
          <Base.Tab key={tab.id} value={tab.id} className="ln-tab">
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map(
        (tab) =>
          tab.panel !== undefined && (
            <Base.Panel key={tab.id} value={tab.id}>
              {tab.panel}
            </Base.Panel>
          ),
      )}
    </Base.Root>
  );
}
