import type { ReactNode } from 'react';

/** A titled group of fields. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="lne-section">
      <h3 className="ln-heading">{title}</h3>
      {children}
    </section>
  );
}

/** Fields that are wanted now and then. */
export function More({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="lne-more">
      <summary>{title}</summary>
      <div className="lne-section">{children}</div>
    </details>
  );
}

/** Buttons that belong together, in one frame. */
export const Tools = ({ label, children }: { label: string; children: ReactNode }) => (
  <fieldset className="lne-tools" aria-label={label}>
    {children}
  </fieldset>
);

export const Pair = ({ children }: { children: ReactNode }) => <div className="lne-pair">{children}</div>;

export const UM_PER_PT = 25_400 / 72;
export const toMm = (um: number): number => Math.round(um / 10) / 100;
export const fromMm = (mm: number): number => Math.round(mm * 1000);
