import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Popover as BasePopover } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import type { IconComponent } from './icons.tsx';

interface PopoverProps {
  /** The button that opens it. */
  trigger: ReactElement<Record<string, unknown>>;
  title: string;
  children: ReactNode;
}

export function Popover({ trigger, title, children }: PopoverProps) {
  return (
    <BasePopover.Root>
      <BasePopover.Trigger render={trigger} />
      <BasePopover.Portal className="ln-portal">
        <BasePopover.Positioner sideOffset={6} collisionPadding={8} className="ln-layer">
          <BasePopover.Popup className="ln-popup" data-pad="">
            <BasePopover.Title className="ln-hidden">{title}</BasePopover.Title>
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}

export interface MenuItem {
  label: string;
  icon?: IconComponent;
  shortcut?: string;
  disabled?: boolean;
  onSelect(): void;
}

export function Menu({
  trigger,
  items,
}: {
  trigger: ReactElement<Record<string, unknown>>;
  items: readonly MenuItem[];
}) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal className="ln-portal">
        <BaseMenu.Positioner sideOffset={6} collisionPadding={8} className="ln-layer">
          <BaseMenu.Popup className="ln-popup">
            {items.map(({ label, icon: Icon, shortcut, disabled, onSelect }) => (
              <BaseMenu.Item key={label} className="ln-item" disabled={disabled} onClick={onSelect}>
                {Icon && <Icon />}
                {label}
                {shortcut && <kbd>{shortcut}</kbd>}
              </BaseMenu.Item>
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}
