import type { Finding } from '@luneo/contracts';
import type { Design, ProductGeometry } from '@luneo/design';
import type { Scene } from '@luneo/scene';

/** One printed side of a frozen version. */
export interface SideWork {
  readonly scene: Scene;
  readonly side: string;
  readonly document: Design;
  readonly geometry: ProductGeometry;
  /** Bytes of a picture by content hash: as stored, or a smaller copy at least so wide. */
  readonly asset: (hash: string, minWidthPx?: number) => Promise<Uint8Array>;
}

export interface MadePrintFile {
  readonly pdf: Uint8Array;
  readonly proofPng: Uint8Array;
  /** Preflight certificate, canonical JSON. */
  readonly certificate: Uint8Array;
  readonly findings: readonly Finding[];
  readonly parity: { readonly ppm: number; readonly hold: boolean };
}

/** What draws: child processes in production, by the print engine. */
export abstract class Renderer {
  /** Name and version of the settings that turn a scene into files; part of every file's identity. */
  abstract readonly recipe: string;
  abstract preview(work: Pick<SideWork, 'scene' | 'side' | 'asset'>, widthPx: number): Promise<Uint8Array>;
  abstract printFile(work: SideWork): Promise<MadePrintFile>;
}
