/**
 * Three units, never mixed: documents hold integer micrometres (`…Um`), scenes integer tenths of a
 * micrometre ("scene units", `…Su`), PDF points of 1/72 inch.
 */
export const SU_PER_UM = 10;
export const UM_PER_MM = 1_000;
export const UM_PER_INCH = 25_400;
export const SU_PER_INCH = UM_PER_INCH * SU_PER_UM;
export const PT_PER_INCH = 72;

export const mmToUm = (mm: number): number => Math.round(mm * UM_PER_MM);
export const umToMm = (um: number): number => um / UM_PER_MM;
export const suToPt = (su: number): number => (su * PT_PER_INCH) / SU_PER_INCH;
/** Pixels that cover `su` at `dpi`, rounded to the nearest pixel, at least one. */
export const suToPx = (su: number, dpi: number): number => Math.max(1, Math.round((su * dpi) / SU_PER_INCH));
