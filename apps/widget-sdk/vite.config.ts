import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The customizer's frame: `frame.html` and hashed assets, addressed relative to where they are served. */
export default defineConfig({
  base: './',
  plugins: [react()],
  resolve: { conditions: ['@luneo/source', 'module', 'browser', 'default'] },
  build: {
    outDir: 'dist-widget',
    target: ['es2023', 'chrome116', 'firefox128', 'safari17'],
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: 'frame.html',
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'text-engine',
              test: /packages[\\/]layout|node_modules[\\/](linebreak|bidi-js|unicode-segmenter|harfbuzzjs|base64-js|unicode-trie|pako|tiny-inflate)/,
            },
            { name: 'validation', test: /node_modules[\\/]zod/ },
            { name: 'design', test: /packages[\\/](design|geometry|scene|editor)[\\/]/ },
          ],
        },
      },
    },
  },
});
