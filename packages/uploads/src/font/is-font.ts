const SIGNATURES = new Set(['\0\x01\0\0', 'true', 'OTTO', 'ttcf', 'wOFF', 'wOF2']);

/** True for what says it is a font, also of kinds that are refused. */
export const isFont = (bytes: Uint8Array): boolean =>
  SIGNATURES.has(String.fromCharCode(...bytes.subarray(0, 4)));
