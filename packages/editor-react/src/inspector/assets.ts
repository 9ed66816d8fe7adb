import type { FontRef } from '@luneo/design';
import type { PathData } from '@luneo/geometry';
import { createContext, useContext } from 'react';

/** A font's name written in the font, as an outline. */
export interface FontSample {
  readonly d: PathData;
  readonly viewBox: string;
}

/** What the forms offer; given by the app that knows the product. */
export interface EditorAssets {
  readonly fonts: readonly { readonly ref: FontRef; readonly kind: string }[];
  readonly colors: readonly { readonly rgb: string; readonly name: string }[];
  /** Draws the family name; rejects when the font cannot be fetched. */
  fontSample(ref: FontRef): Promise<FontSample>;
  /** Effective dots per inch of a picture layer. */
  dpiOf(layerId: string): number | undefined;
  /** Lets the shopper choose another picture for the layer. */
  replaceImage(layerId: string): void;
}

const Context = createContext<EditorAssets | undefined>(undefined);
export const EditorAssetsProvider = Context;

export function useEditorAssets(): EditorAssets {
  const assets = useContext(Context);
  if (!assets) throw new Error('useEditorAssets needs an EditorAssetsProvider above it');
  return assets;
}
