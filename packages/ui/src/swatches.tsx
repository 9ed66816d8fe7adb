import { type CSSProperties, useId } from 'react';
import { PlusIcon } from './icons.tsx';

export interface ColorSwatchesProps {
  label: string;
  /** "#rrggbb". */
  value: string | undefined;
  colors: readonly { rgb: string; name: string }[];
  onChange(rgb: string): void;
  /** Name of the swatch that opens the system's colour picker; without it there is none. */
  ownLabel?: string;
  disabled?: boolean;
}

/** Radio buttons that look like ink: arrow keys move, each has a name. */
export function ColorSwatches({ label, value, colors, onChange, ownLabel, disabled }: ColorSwatchesProps) {
  const name = useId();
  const own = value !== undefined && !colors.some((color) => color.rgb === value);
  return (
    <fieldset className="ln-field" disabled={disabled}>
      <legend className="ln-label">{label}</legend>
      <div className="ln-swatches">
        {colors.map((color) => (
          <span
            key={color.rgb}
            className="ln-swatch"
            title={color.name}
            style={{ '--ln-swatch-color': color.rgb } as CSSProperties}
          >
            <input
              type="radio"
              name={name}
              aria-label={color.name}
              checked={color.rgb === value}
              onChange={() => onChange(color.rgb)}
            />
          </span>
        ))}
        {ownLabel && (
          <span
            className={own ? 'ln-swatch' : 'ln-swatch ln-swatch-own'}
            data-chosen={own || undefined}
            title={ownLabel}
            style={own ? ({ '--ln-swatch-color': value } as CSSProperties) : undefined}
          >
            {!own && <PlusIcon />}
            <input
              type="color"
              aria-label={ownLabel}
              value={value ?? '#000000'}
              onChange={(event) => onChange(event.target.value)}
            />
          </span>
        )}
      </div>
    </fieldset>
  );
}
