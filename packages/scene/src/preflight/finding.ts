/** One thing preflight found: a stable code, ids of the document, the numbers a translation needs. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly side?: string;
  readonly layer?: string;
  /** One English line. */
  readonly message: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
}
export type Severity = 'pass' | 'warn' | 'block';

/** Every check there is; a certificate names each, passed or not. */
export const FINDING_CODES = [
  'design_empty',
  'side_empty',
  'resolution_low',
  'outside_print_area',
  'outside_safe_zone',
  'bleed_not_reached',
  'glyphs_missing',
  'type_too_small',
  'text_overflow',
  'text_empty',
  'stroke_too_thin',
  'layer_transparent',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

const WEIGHT: Record<Severity, number> = { pass: 0, warn: 1, block: 2 };

/** The gravest of all; `pass` when there is none. */
export const worst = (findings: readonly Pick<Finding, 'severity'>[]): Severity =>
  findings.reduce<Severity>((sum, { severity }) => (WEIGHT[severity] > WEIGHT[sum] ? severity : sum), 'pass');
