import type { AssetFacts, Design, ProductGeometry } from '@luneo/design';
import type { FontBook } from '@luneo/layout';
import { type Scene, sceneHash, sceneOf, writeSvg } from '@luneo/scene';

/** Runs in Node and in the browser, on the same input. */
export interface Job {
  readonly name: string;
  readonly design: Design;
  readonly geometry: ProductGeometry;
}
export type Outcome =
  | { readonly fault: { readonly code: string; readonly pointer: string } }
  | {
      readonly hash: string;
      readonly svgs: readonly string[];
      readonly scene: Scene;
      readonly text: Readonly<Record<string, TextFacts>>;
    };
export interface TextFacts {
  readonly lines: number;
  readonly overflow: boolean;
  readonly missing: readonly number[];
  readonly scalePm: number;
}
type Assets = ReadonlyMap<string, AssetFacts & { readonly file: string }>;

export function resolve({ design, geometry }: Job, assets: Assets, fonts: FontBook): Outcome {
  const resolved = sceneOf({ design, product: geometry, assets, fonts });
  if (!resolved.ok) return { fault: { code: resolved.error.code, pointer: resolved.error.pointer ?? '' } };
  const { scene, text } = resolved.value;
  // the committed file shows its pictures when opened where it lies
  const href = (hash: string): string => `../../assets/${assets.get(hash)!.file}`;
  const facts = Array.from(text, ([id, layout]) => {
    const { overflow, missing, scalePm } = layout;
    return [id, { lines: layout.lines.length, overflow, missing, scalePm }] as const;
  });
  return {
    hash: sceneHash(scene),
    svgs: scene.sides.map((side) => writeSvg(side, { href })),
    scene,
    text: Object.fromEntries(facts),
  };
}
