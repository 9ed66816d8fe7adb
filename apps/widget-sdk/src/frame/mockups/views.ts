import type { MockupView } from '@luneo/contracts';

/** Views that show a variant with these option values. */
export const viewsFor = (
  views: readonly MockupView[],
  options: Readonly<Record<string, string>>,
): readonly MockupView[] =>
  views.filter(({ when = {} }) => Object.entries(when).every(([option, value]) => options[option] === value));
