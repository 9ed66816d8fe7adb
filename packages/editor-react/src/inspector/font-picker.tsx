import type { FontRef } from '@luneo/design';
import { Button, CheckIcon, ChevronDownIcon, Dialog, Select, TextInput } from '@luneo/ui';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useEditorText } from '../messages/index.ts';
import { type FontSample, useEditorAssets } from './assets.ts';
import { Pair } from './parts.tsx';

interface FontPickerProps {
  value: FontRef;
  onChange(font: FontRef): void;
  disabled?: boolean;
}

/** Family by its own letters, then weight. */
export function FontPicker({ value, onChange, disabled = false }: FontPickerProps) {
  const t = useEditorText();
  const id = useId();
  const { fonts } = useEditorAssets();
  const [open, setOpen] = useState(false);
  const faces = fonts.map((font) => font.ref).filter((ref) => ref.family === value.family);
  const choose = (family: string): void => {
    const own = fonts.map((font) => font.ref).filter((ref) => ref.family === family);
    const near = [...own].sort(
      (a, b) => Math.abs(a.weight - value.weight) - Math.abs(b.weight - value.weight),
    )[0];
    if (near) onChange(near);
    setOpen(false);
  };
  const face = (
    <div className="ln-field">
      <span className="ln-label" id={id}>
        {t('text.font')}
      </span>
      <button
        type="button"
        className="ln-input lne-font-button"
        id={`${id}-button`}
        aria-labelledby={`${id} ${id}-button`}
        disabled={disabled}
        onClick={() => setOpen(true)}
      >
        <Sample font={value} />
        <ChevronDownIcon />
      </button>
    </div>
  );
  return (
    <>
      {faces.length > 1 ? (
        <Pair>
          {face}
          <Select
            label={t('text.weight')}
            value={value.hash}
            disabled={disabled}
            options={faces.map((ref) => ({ value: ref.hash, label: weightName(ref) }))}
            onChange={(hash) => onChange(faces.find((ref) => ref.hash === hash)!)}
          />
        </Pair>
      ) : (
        face
      )}
      <Dialog open={open} onClose={() => setOpen(false)} title={t('text.font')} closeLabel={t('keys.close')}>
        <FontList value={value.family} onChoose={choose} />
      </Dialog>
    </>
  );

  function weightName(ref: FontRef): string {
    const key = `weight.${ref.weight}`;
    const name = t.has(key) ? t(key) : t('text.weight.value', { weight: ref.weight });
    return ref.style === 'italic' ? t('text.weight.italic', { weight: name }) : name;
  }
}

function FontList({ value, onChoose }: { value: string; onChoose(family: string): void }) {
  const t = useEditorText();
  const { fonts } = useEditorAssets();
  const [query, setQuery] = useState('');
  const families = useMemo(() => {
    const first = new Map<string, FontRef>();
    for (const { ref } of fonts) if (!first.has(ref.family) || ref.weight === 400) first.set(ref.family, ref);
    return [...first.values()];
  }, [fonts]);
  const shown = families.filter((ref) => ref.family.toLowerCase().includes(query.trim().toLowerCase()));
  return (
    <div className="lne-section">
      <TextInput
        label={t('text.font.search')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      {shown.length === 0 && <p className="ln-hint">{t('text.font.none')}</p>}
      <ul className="lne-fonts">
        {shown.map((ref) => (
          <li key={ref.hash}>
            <Button
              look="quiet"
              block
              aria-current={ref.family === value}
              onClick={() => onChoose(ref.family)}
            >
              <Sample font={ref} />
              {ref.family === value && <CheckIcon />}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The family's name in its own outlines; the plain name until they are there. */
function Sample({ font }: { font: FontRef }) {
  const { fontSample } = useEditorAssets();
  const holder = useRef<HTMLSpanElement>(null);
  const [sample, setSample] = useState<FontSample>();
  useEffect(() => {
    let current = true;
    setSample(undefined);
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      observer.disconnect();
      fontSample(font).then(
        (drawn) => current && setSample(drawn),
        () => undefined,
      );
    });
    if (holder.current) observer.observe(holder.current);
    return () => {
      current = false;
      observer.disconnect();
    };
  }, [font, fontSample]);
  return (
    <span ref={holder} className="lne-sample">
      {sample ? (
        <>
          <svg viewBox={sample.viewBox} aria-hidden="true" preserveAspectRatio="xMinYMid meet">
            <path d={sample.d} />
          </svg>
          <span className="ln-hidden">{font.family}</span>
        </>
      ) : (
        font.family
      )}
    </span>
  );
}
