/**
 * Peak memory of one print render above an idle worker, bytes. Linux says it in /proc.
 * node memory-child.ts scene.json photo.jpg
 */
import { readFileSync } from 'node:fs';
import { renderPng } from '@luneo/print';
import type { Scene } from '@luneo/scene';

const kb = (name: string): number =>
  Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync('/proc/self/status', 'utf8'))![1]);

const [sceneFile, photoFile] = process.argv.slice(2);
const scene = JSON.parse(readFileSync(sceneFile!, 'utf8')) as Scene;
const photo = readFileSync(photoFile!);
const source = { bytes: () => Promise.resolve(photo) };
// a small render first: libraries loaded, an idle worker
await renderPng(
  { ...scene.sides[0]!, nodes: [] },
  { size: { widthPx: 100 }, bleed: true, ground: '#ffffff' },
  source,
);
const idle = kb('VmRSS');
const options = { size: { dpi: 300 }, bleed: true, ground: '#ffffff' } as const;
let peak = idle;
const timer = setInterval(() => {
  peak = Math.max(peak, kb('VmRSS'));
}, 5);
await renderPng(scene.sides[0]!, options, source);
clearInterval(timer);
const high = /VmHWM/.test(readFileSync('/proc/self/status', 'utf8')) ? kb('VmHWM') : peak;
console.log(JSON.stringify((Math.max(peak, high) - idle) * 1024));
