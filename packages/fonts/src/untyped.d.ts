declare module 'fontverter' {
  export function convert(font: Buffer, to: 'truetype', from?: 'woff2'): Promise<Buffer>;
}
