import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { Field } from './field.tsx';
import { MinusIcon, PlusIcon } from './icons.tsx';
import { formatDecimal, parseDecimal } from './number-text.ts';

export interface NumberFieldProps {
  label: string;
  value: number;
  onChange(value: number): void;
  /** "mm", "°", "%". */
  unit?: string;
  min?: number;
  max?: number;
  step?: number;
  decimals?: number;
  /** BCP 47, for the decimal sign. */
  locale?: string;
  disabled?: boolean;
  hint?: string;
  error?: string;
  /** Names of the minus and plus buttons; without them there are none. */
  stepper?: { less: string; more: string };
}

/**
 * A number with its unit. What is typed counts on Enter or when the field is left; arrow keys step
 * (with Shift by ten). Comma and point are both read as the decimal sign; nonsense is put back.
 */
export function NumberField(props: NumberFieldProps) {
  const { label, value, unit, disabled, hint, error, stepper } = props;
  const { min = -Infinity, max = Infinity, step = 1, decimals = 0, locale = 'en', onChange } = props;
  const [draft, setDraft] = useState<string>();
  const shown = draft ?? formatDecimal(value, decimals, locale);
  const abandoned = useRef(false);
  const clamp = (n: number): number => Number(Math.min(max, Math.max(min, n)).toFixed(decimals));

  const commit = (): void => {
    if (draft === undefined) return;
    const typed = parseDecimal(draft);
    setDraft(undefined);
    if (typed !== undefined && !abandoned.current && clamp(typed) !== value) onChange(clamp(typed));
    abandoned.current = false;
  };
  const by = (steps: number): void => {
    const from = (draft === undefined ? undefined : parseDecimal(draft)) ?? value;
    setDraft(undefined);
    if (clamp(from + steps * step) !== value) onChange(clamp(from + steps * step));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') commit();
    else if (event.key === 'Escape' && draft !== undefined) {
      abandoned.current = true;
      event.stopPropagation();
      event.currentTarget.blur();
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      by((event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1));
    }
  };
  const button = (name: string, icon: ReactNode, steps: number, off: boolean) => (
    <button
      type="button"
      className="ln-step"
      aria-label={name}
      disabled={disabled || off}
      onClick={() => by(steps)}
    >
      {icon}
    </button>
  );

  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <span className="ln-number">
          {stepper && button(stepper.less, <MinusIcon />, -1, value <= min)}
          <input
            {...control}
            className={stepper ? 'ln-input ln-step-input' : 'ln-input'}
            inputMode="decimal"
            autoComplete="off"
            dir="ltr"
            disabled={disabled}
            value={shown}
            onChange={(event) => setDraft(event.target.value)}
            onFocus={(event) => event.target.select()}
            onBlur={commit}
            onKeyDown={onKeyDown}
          />
          {unit && <span className="ln-unit">{unit}</span>}
          {stepper && button(stepper.more, <PlusIcon />, 1, value >= max)}
        </span>
      )}
    </Field>
  );
}
