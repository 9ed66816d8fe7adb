import type { Finding } from '@luneo/contracts';
import type { AssetBook, Design, ProductGeometry } from '@luneo/design';
import type { ResolvedScene } from '@luneo/scene';

export interface PreflightInput extends ResolvedScene {
  readonly design: Design;
  readonly product: ProductGeometry;
  readonly assets: AssetBook;
}

/** Whether a press can print a design: coded findings, worst first. Pure. */
export abstract class Preflight {
  abstract check(input: PreflightInput): readonly Finding[];
}
