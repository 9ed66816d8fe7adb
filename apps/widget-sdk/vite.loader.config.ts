import { defineConfig } from 'vite';

/** The loader: one classic script at a fixed name, because shops write its address into their pages. */
export default defineConfig({
  build: {
    outDir: 'dist-widget',
    emptyOutDir: false,
    target: ['es2020', 'safari15'],
    lib: { entry: 'src/loader/main.ts', formats: ['iife'], name: 'LuneoLoader', fileName: () => 'loader.js' },
  },
});
