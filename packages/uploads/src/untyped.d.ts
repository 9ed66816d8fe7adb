/** libheif as WebAssembly (LGPL, loaded as a module of its own); it ships types for its C API only. */
declare module 'libheif-js/wasm-bundle.js';
