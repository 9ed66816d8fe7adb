import { createContext, useContext } from 'react';
import type { Customizer } from './customizer.ts';

const Context = createContext<Customizer | undefined>(undefined);
export const CustomizerProvider = Context;

export function useCustomizer(): Customizer {
  const customizer = useContext(Context);
  if (!customizer) throw new Error('useCustomizer needs a CustomizerProvider above it');
  return customizer;
}
