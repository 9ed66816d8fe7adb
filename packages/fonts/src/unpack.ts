/**
 * The OpenType file inside a WOFF2 file. Throws when it holds none. The decoder (Google's, as WebAssembly) is
 * loaded when it is needed: its bindings are made from strings, which some processes forbid.
 */
export async function unpackWoff2(bytes: Uint8Array): Promise<Uint8Array> {
  const { convert } = await import('fontverter');
  return new Uint8Array(await convert(Buffer.from(bytes), 'truetype', 'woff2'));
}
