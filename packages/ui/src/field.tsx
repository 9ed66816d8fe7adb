import { type ComponentProps, type ReactNode, useId } from 'react';
import { BlockIcon, ChevronDownIcon } from './icons.tsx';

/** Attributes that tie a control to its label, hint and error. */
export interface ControlProps {
  id: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
}

export interface FieldProps {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  /** Shown at the end of the label's line, e.g. the value of a slider. */
  aside?: ReactNode;
  children: (control: ControlProps) => ReactNode;
}

export function Field({ label, hint, error, aside, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className="ln-field">
      <label className="ln-label" htmlFor={id}>
        {label}
        {aside !== undefined && <output htmlFor={id}>{aside}</output>}
      </label>
      {children({
        id,
        'aria-describedby': note ? noteId : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {error ? (
        <span className="ln-error" id={noteId} role="alert">
          <BlockIcon />
          {error}
        </span>
      ) : (
        hint && (
          <span className="ln-hint" id={noteId}>
            {hint}
          </span>
        )
      )}
    </div>
  );
}

type Labelled<P> = Omit<P, 'id' | 'children'> & Pick<FieldProps, 'label' | 'hint' | 'error'>;

export function TextInput({ label, hint, error, ...rest }: Labelled<ComponentProps<'input'>>) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <input className="ln-input" dir="auto" {...rest} {...control} />}
    </Field>
  );
}

export function TextArea({ label, hint, error, ...rest }: Labelled<ComponentProps<'textarea'>>) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <textarea className="ln-input" dir="auto" rows={2} {...rest} {...control} />}
    </Field>
  );
}

export interface SelectProps extends Labelled<Omit<ComponentProps<'select'>, 'onChange' | 'value'>> {
  value: string;
  options: readonly { value: string; label: string; disabled?: boolean }[];
  onChange(value: string): void;
}

/** The platform's own list: the best there is on a phone, and free. */
export function Select({ label, hint, error, options, onChange, ...rest }: SelectProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <span className="ln-select">
          <select
            className="ln-input"
            {...rest}
            {...control}
            onChange={(event) => onChange(event.target.value)}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDownIcon />
        </span>
      )}
    </Field>
  );
}

export interface SliderProps
  extends Labelled<Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'type' | 'min' | 'max'>> {
  value: number;
  min: number;
  max: number;
  /** The value as words, shown beside the label and read out. */
  text: string;
  onChange(value: number): void;
  /** The hand has left the slider. */
  onCommit?(): void;
}

export function Slider({ label, hint, error, text, onChange, onCommit, ...rest }: SliderProps) {
  return (
    <Field label={label} hint={hint} error={error} aside={text}>
      {(control) => (
        <input
          type="range"
          className="ln-slider"
          {...rest}
          {...control}
          aria-valuetext={text}
          onChange={(event) => onChange(event.target.valueAsNumber)}
          onPointerUp={onCommit}
          onBlur={onCommit}
        />
      )}
    </Field>
  );
}

export interface ToggleProps {
  label: string;
  checked: boolean;
  disabled?: boolean;
  onChange(checked: boolean): void;
}

export function Toggle({ label, onChange, ...rest }: ToggleProps) {
  return (
    <label className="ln-toggle">
      {label}
      <input
        type="checkbox"
        role="switch"
        aria-checked={rest.checked}
        {...rest}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}

export function Checkbox({ label, onChange, ...rest }: Omit<ToggleProps, 'label'> & { label: ReactNode }) {
  return (
    <label className="ln-check">
      <input type="checkbox" {...rest} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}
