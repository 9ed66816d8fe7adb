import { type Matrix, mapPath, multiply, readPath } from '@luneo/geometry';
import { type SceneNode, type ScenePaint, type SceneSide, toMatrix } from '@luneo/scene';
import PDFDocument from 'pdfkit';

const SCALE = 72 / 254_000;
const VIEW: Matrix = [SCALE, 0, 0, SCALE, 0, 0];

/** Baseline: the same page by pdfkit, RGB, JPEGs embedded as they are. */
export function pdfkitPdf(side: SceneSide, files: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const size = [side.bleed.width * SCALE, side.bleed.height * SCALE];
  const doc = new PDFDocument({ size, margin: 0 });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve) => doc.on('end', () => resolve(Buffer.concat(chunks))));
  if (side.background) doc.rect(0, 0, size[0]!, size[1]!).fill(side.background);
  for (const node of side.nodes) paint(doc, node, files, 1);
  doc.end();
  return done;
}

function paint(
  doc: PDFKit.PDFDocument,
  node: SceneNode,
  files: ReadonlyMap<string, Buffer>,
  opacity: number,
): void {
  if (node.kind === 'group') {
    doc.save();
    if (node.clip) trace(doc, node.clip.d, VIEW).clip();
    for (const child of node.children) paint(doc, child, files, (opacity * node.opacityPm) / 1000);
    doc.restore();
    return;
  }
  const matrix = multiply(VIEW, toMatrix(node.matrix));
  if (node.kind === 'image') {
    doc.save();
    doc.transform(...matrix);
    doc.image(files.get(node.asset)!, 0, 0, { width: node.widthPx, height: node.heightPx });
    doc.restore();
    return;
  }
  if (opacity < 1) doc.opacity(opacity);
  if (node.stroke) {
    doc.lineWidth(node.stroke.width * SCALE);
    trace(doc, node.d, matrix).stroke(paintOf(doc, node.stroke.paint, matrix) as never);
  }
  if (node.fill) trace(doc, node.d, matrix).fill(paintOf(doc, node.fill, matrix) as never);
}

function trace(doc: PDFKit.PDFDocument, d: string, matrix: Matrix): PDFKit.PDFDocument {
  for (const s of mapPath(matrix, readPath(d)))
    if (s.op === 'M') doc.moveTo(s.x, s.y);
    else if (s.op === 'L') doc.lineTo(s.x, s.y);
    else if (s.op === 'C') doc.bezierCurveTo(s.x1, s.y1, s.x2, s.y2, s.x, s.y);
    else doc.closePath();
  return doc;
}

function paintOf(doc: PDFKit.PDFDocument, value: ScenePaint, [a, b, c, d, e, f]: Matrix): unknown {
  if (value.type === 'solid') return value.rgb;
  const at = (x: number, y: number): [number, number] => [a * x + c * y + e, b * x + d * y + f];
  const gradient =
    value.type === 'linear'
      ? doc.linearGradient(...at(value.x1, value.y1), ...at(value.x2, value.y2))
      : doc.radialGradient(
          ...at(value.cx, value.cy),
          0,
          ...at(value.cx, value.cy),
          value.rx * Math.sqrt(Math.abs(a * d - b * c)),
        );
  for (const stop of value.stops) gradient.stop(stop.offsetPm / 1000, stop.rgb);
  return gradient;
}
