import type { ComponentProps, CSSProperties, ReactNode } from 'react';
import { BlockIcon, CheckIcon, type IconComponent, WarningIcon } from './icons.tsx';

export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'danger';
const TONE_ICON: Partial<Record<Tone, IconComponent>> = {
  good: CheckIcon,
  warn: WarningIcon,
  danger: BlockIcon,
};

/** A short state in words; colour and icon only repeat what the words say. */
export function Badge({ tone = 'neutral', children, ...rest }: ComponentProps<'span'> & { tone?: Tone }) {
  const Icon = TONE_ICON[tone];
  return (
    <span className="ln-badge" data-tone={tone} {...rest}>
      {Icon && <Icon />}
      {children}
    </span>
  );
}

export function Spinner({ label }: { label: string }) {
  return <span className="ln-spinner" role="status" aria-label={label} />;
}

export function Skeleton({ style }: { style?: CSSProperties }) {
  return <div className="ln-skeleton" aria-hidden="true" style={style} />;
}

export function VisuallyHidden(props: ComponentProps<'span'>) {
  return <span className="ln-hidden" {...props} />;
}

interface StateProps {
  icon?: IconComponent;
  title: string;
  children?: ReactNode;
  /** Buttons. */
  actions?: ReactNode;
}

export function EmptyState({ icon: Icon, title, children, actions }: StateProps) {
  return (
    <div className="ln-state">
      {Icon && <Icon />}
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions}
    </div>
  );
}

export function ErrorState({ icon: Icon = WarningIcon, title, children, actions }: StateProps) {
  return (
    <div className="ln-state" data-tone="danger" role="alert">
      <Icon />
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions}
    </div>
  );
}
