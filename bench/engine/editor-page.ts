/** Runs in Chromium: the editor's own design surface with fifty layers, as shoppers drag them. */
import { createFontLibrary, createSession } from '@luneo/editor';
import { Canvas, I18nProvider, SessionProvider } from '@luneo/editor-react';
import { en } from '@luneo/editor-react/messages/en';
import '@luneo/ui/styles.css';
import '@luneo/editor-react/styles.css';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { asset, design, product } from './fifty.ts';

const nothing = (): never => {
  throw new Error('this design has no text');
};
const session = createSession({
  design,
  product,
  fonts: createFontLibrary({
    shaper: { loadFace: nothing },
    fonts: [],
    fallbacks: [],
    fetchSubset: nothing,
  }),
  assets: { get: () => asset },
  newId: () => 'new',
  onFontError: nothing,
  onFault: nothing,
});
const root = document.getElementById('stage')!;
const canvas = createElement(Canvas, { href: (hash: string) => hash, onHelp: () => {} });
const provided = createElement(SessionProvider, { value: session }, canvas);
createRoot(root).render(createElement(I18nProvider, { locale: 'en', catalogue: en, children: provided }));
