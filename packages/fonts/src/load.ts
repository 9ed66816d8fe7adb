import { CodedError } from '@luneo/kernel';
import { faceByHash } from './catalogue.ts';
import { readFont, sha256 } from './files.ts';

/**
 * Bytes of a catalogue font by the hash of the whole file. Throws `font_unknown` for a hash the catalogue
 * lacks, `font_corrupt` when the installed file is another one than the manifest says.
 */
export async function loadFont(hash: string): Promise<Uint8Array> {
  const face = faceByHash(hash);
  if (!face)
    throw new CodedError({ code: 'font_unknown', message: `no font ${hash.slice(0, 8)} in the catalogue` });
  const bytes = await readFont(face.package, face.file);
  if (sha256(bytes) !== hash)
    throw new CodedError({
      code: 'font_corrupt',
      message: `${face.package}/${face.file} is not the pinned file`,
    });
  return bytes;
}
