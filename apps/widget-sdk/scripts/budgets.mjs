// Prints the gzipped sizes of what a shopper downloads and fails when one exceeds its budget.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KB = 1024;
const folder = new URL('../dist-widget/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', folder), 'utf8'));
const gzipped = (file) => gzipSync(readFileSync(new URL(file, folder)), { level: 9 }).length;

/** Files of the given chunks and of everything they import statically. */
function filesOf(keys, seen = new Set()) {
  for (const key of keys) {
    if (seen.has(key)) continue;
    seen.add(key);
    filesOf(manifest[key].imports ?? [], seen);
  }
  return [...seen].flatMap((key) => [manifest[key].file, ...(manifest[key].css ?? [])]);
}
const find = (suffix) => Object.keys(manifest).filter((key) => key.endsWith(suffix));

const shell = filesOf([
  ...find('frame.html'),
  ...find('src/frame/customizer.ts'),
  ...find('src/frame/workspace.tsx'),
  ...find('messages/en.ts'),
]);
const engine = filesOf(find('src/frame/engine.ts'));
const wasm = Object.values(manifest)
  .flatMap((chunk) => [chunk.file, ...(chunk.assets ?? [])])
  .filter((file) => file.endsWith('.wasm'));
const isText = (file) => file.includes('text-engine') || file.endsWith('.wasm');
const all = [...new Set([...shell, ...engine, ...wasm])];

const rows = [
  ['loader', ['loader.js'], 8],
  ['first load of the frame', all.filter((file) => !isText(file)), 170],
  ['text engine', all.filter(isText), 210],
];
let exceeded = false;
for (const [name, files, budget] of rows) {
  const size = files.reduce((sum, file) => sum + gzipped(file), 0) / KB;
  exceeded ||= size > budget;
  console.log(
    `${name.padEnd(26)} ${size.toFixed(1).padStart(7)} KB of ${budget} KB${size > budget ? '  EXCEEDED' : ''}`,
  );
  if (process.argv.includes('--files'))
    for (const file of files) console.log(`  ${file} ${(gzipped(file) / KB).toFixed(1)}`);
}
process.exitCode = exceeded ? 1 : 0;
