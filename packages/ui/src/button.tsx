import type { ComponentProps, ReactNode } from 'react';
import type { IconComponent } from './icons.tsx';
import { Tooltip } from './tooltip.tsx';

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger';

export interface ButtonProps extends ComponentProps<'button'> {
  look?: ButtonLook;
  icon?: IconComponent;
  /** Fills the width of its container. */
  block?: boolean;
}

export function Button({ look = 'plain', icon: Icon, block, children, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={className ? `ln-button ${className}` : 'ln-button'}
      data-look={look}
      data-block={block || undefined}
    >
      {Icon && <Icon />}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'icon' | 'children'> {
  icon: IconComponent;
  /** The accessible name, shown as a tooltip too. */
  label: string;
  /** Shown in the tooltip, e.g. "Ctrl Z". */
  shortcut?: string | undefined;
  children?: ReactNode;
}

export function IconButton({
  icon: Icon,
  label,
  shortcut,
  look = 'quiet',
  children,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} shortcut={shortcut}>
      <Button {...rest} look={look} aria-label={label} data-icon-only="">
        <Icon />
        {children}
      </Button>
    </Tooltip>
  );
}
