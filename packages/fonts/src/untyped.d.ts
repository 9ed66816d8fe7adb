declare module 'fontverter' {
  export function convert(font: Uint8Array, format: 'truetype'): Promise<Uint8Array>;
}
declare module 'subset-font' {
  /** HarfBuzz' subsetter; keeps every layout feature unless told otherwise. */
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options?: { targetFormat?: 'truetype'; noHinting?: boolean },
  ): Promise<Uint8Array>;
}
