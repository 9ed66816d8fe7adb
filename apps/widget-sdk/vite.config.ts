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
    rolldownOptions: { input: 'frame.html' },
  },
});
