/**
 * Baseline: the same scene by fabric in Node, then sharp level 1. Fabric's own canvas package is not built
 * here; it is given the library we draw with ourselves. Round gradients and opacity of groups are simpler
 * than ours, to fabric's advantage. Prints milliseconds.
 * node fabric-child.ts scene.json photo.jpg
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { type Matrix, mapPath, multiply, readPath, writePath } from '@luneo/geometry';
import { type GroupNode, type Scene, type SceneNode, type ScenePaint, toMatrix } from '@luneo/scene';
import { createCanvas, Image } from '@napi-rs/canvas';
import sharp from 'sharp';

registerHooks({
  resolve: (name, context, next) => next(name === 'canvas' ? '@napi-rs/canvas' : name, context),
});
// jsdom writes its own element into the context
const contexts = Object.getPrototypeOf(createCanvas(1, 1).getContext('2d')) as object;
Object.defineProperty(contexts, 'canvas', {
  configurable: true,
  set(this: object, value: unknown) {
    Object.defineProperty(this, 'canvas', { value, configurable: true });
  },
});
const fabric = await import('fabric/node');

const [sceneFile, photoFile] = process.argv.slice(2);
const scene = JSON.parse(readFileSync(sceneFile!, 'utf8')) as Scene;
const WIDTH = 3600;
const HEIGHT = 4800;
const SCALE = 300 / 254_000;
const VIEW: Matrix = [SCALE, 0, 0, SCALE, 0, 0];
/** Path data is integers: fabric gets hundredths of a pixel. */
const FINE = 100;

function pathOf(d: string, matrix: Matrix, options: object) {
  const fine = multiply([FINE, 0, 0, FINE, 0, 0], multiply(VIEW, matrix));
  const path = new fabric.Path(writePath(mapPath(fine, readPath(d))), { ...options, strokeUniform: false });
  path.set({
    left: path.left / FINE,
    top: path.top / FINE,
    scaleX: 1 / FINE,
    scaleY: 1 / FINE,
    objectCaching: false,
  });
  return path;
}

function paintOf(paint: ScenePaint, matrix: Matrix): unknown {
  if (paint.type === 'solid') return paint.rgb;
  const fine = multiply([FINE, 0, 0, FINE, 0, 0], multiply(VIEW, matrix));
  const colorStops = paint.stops.map(({ offsetPm, rgb }) => ({ offset: offsetPm / 1000, color: rgb }));
  const at = (x: number, y: number) => [
    fine[0] * x + fine[2] * y + fine[4],
    fine[1] * x + fine[3] * y + fine[5],
  ];
  if (paint.type === 'linear') {
    const [x1, y1] = at(paint.x1, paint.y1);
    const [x2, y2] = at(paint.x2, paint.y2);
    return new fabric.Gradient({
      type: 'linear',
      gradientUnits: 'pixels',
      coords: { x1, y1, x2, y2 } as never,
      colorStops,
    });
  }
  const [x1, y1] = at(paint.cx, paint.cy);
  const r2 = paint.rx * Math.sqrt(Math.abs(fine[0] * fine[3] - fine[1] * fine[2]));
  const coords = { x1, y1, r1: 0, x2: x1, y2: y1, r2 } as never;
  return new fabric.Gradient({ type: 'radial', gradientUnits: 'pixels', coords, colorStops });
}

function objects(node: SceneNode, photo: Image, clip: GroupNode['clip'], opacity: number): unknown[] {
  if (node.kind === 'group') {
    const own = node.clip ?? clip;
    return node.children.flatMap((child) => objects(child, photo, own, (opacity * node.opacityPm) / 1000));
  }
  const matrix = toMatrix(node.matrix);
  if (node.kind === 'path') {
    const fill = node.fill ? paintOf(node.fill, matrix) : '';
    const stroke = node.stroke
      ? {
          stroke: paintOf(node.stroke.paint, matrix),
          strokeWidth: node.stroke.width * SCALE * FINE,
          paintFirst: 'stroke',
        }
      : {};
    return [pathOf(node.d, matrix, { fill, ...stroke, opacity, fillRule: node.rule })];
  }
  const middle: Matrix = [1, 0, 0, 1, node.widthPx / 2, node.heightPx / 2];
  const image = new fabric.FabricImage(photo as never, {
    originX: 'center',
    originY: 'center',
    objectCaching: false,
  });
  fabric.util.applyTransformToObject(image, [...multiply(multiply(VIEW, matrix), middle)]);
  if (clip) image.clipPath = pathOf(clip.d, [1, 0, 0, 1, 0, 0], { absolutePositioned: true });
  return [image];
}

async function render(): Promise<Buffer> {
  const photo = new Image();
  photo.src = readFileSync(photoFile!);
  await photo.decode();
  const side = scene.sides[0]!;
  const canvas = new fabric.StaticCanvas(undefined, {
    width: WIDTH,
    height: HEIGHT,
    renderOnAddRemove: false,
    enableRetinaScaling: false,
    backgroundColor: side.background ?? '#ffffff',
  });
  canvas.add(...(side.nodes.flatMap((node) => objects(node, photo, undefined, 1)) as never[]));
  canvas.renderAll();
  const raw = canvas.getContext().getImageData(0, 0, WIDTH, HEIGHT).data;
  const png = await sharp(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), {
    raw: { width: WIDTH, height: HEIGHT, channels: 4 },
  })
    .png({ compressionLevel: 1 })
    .toBuffer();
  await canvas.dispose();
  return png;
}

const times: number[] = [];
let png = await render();
for (let i = 0; i < 5; i++) {
  const start = performance.now();
  png = await render();
  times.push(performance.now() - start);
}
if (process.argv[4]) await sharp(png).resize(900).toFile(process.argv[4]);
console.log(JSON.stringify(Math.min(...times)));
