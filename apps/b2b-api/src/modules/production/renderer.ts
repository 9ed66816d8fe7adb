import type { Finding } from '@luneo/contracts';
import type { Scene } from '@luneo/scene';

/** One side of a frozen scene. */
export interface SideWork {
  readonly scene: Scene;
  readonly side: string;
  /** Bytes of a picture by content hash: as stored, or a smaller copy at least so wide. */
  readonly asset: (hash: string, minWidthPx?: number) => Promise<Uint8Array>;
}

export interface PrintWork extends SideWork {
  /** Id of the output recipe; absent = the platform's own. */
  readonly recipe?: string | undefined;
  /** The approved proof, PNG. */
  readonly proof: Uint8Array;
  /** What preflight found when the design was frozen. */
  readonly findings: readonly Finding[];
  /** Written into the file; part of what decides its bytes. */
  readonly title: string;
  readonly createdAtMs: number;
}

export interface MadePrintFile {
  readonly pdf: Uint8Array;
  /** Preflight certificate as JSON, with all inputs that a reprint from the scene needs. */
  readonly certificate: Uint8Array;
  readonly findings: readonly Finding[];
  readonly parity: { readonly ppm: number; readonly hold: boolean };
}

/** What draws: child processes over the print engine. */
export abstract class Renderer {
  /** Recipe and engine version: the same scene by the same recipe gives the same bytes. */
  abstract readonly recipe: string;

  /** The same of a recipe by its id. */
  named(id: string | undefined): string {
    return id === undefined ? this.recipe : `${id} ${this.recipe}`;
  }

  /** WebP as the product shows it: trimmed, on its substrate. */
  abstract preview(work: SideWork, widthPx: number): Promise<Uint8Array>;
  /** PNG at print resolution. */
  abstract proof(work: SideWork): Promise<Uint8Array>;
  abstract printFile(work: PrintWork): Promise<MadePrintFile>;
}
