import { readFile } from 'node:fs/promises';
import { type Design, ProductGeometry, parseDesign, schemaFault } from '@luneo/design';
import { fileStop, refused, usage } from './outcome.ts';

/** `-` is standard input. */
export async function readInput(path: string): Promise<Buffer> {
  if (path !== '-') return readFile(path).catch((error: unknown) => Promise.reject(fileStop(path, error)));
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A byte order mark before the text is passed over; bytes that are no text are refused, never replaced. */
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

export async function readJson(path: string): Promise<unknown> {
  const bytes = await readInput(path);
  try {
    return JSON.parse(UTF_8.decode(bytes));
  } catch (error) {
    const message = error instanceof SyntaxError ? `expected JSON: ${error.message}` : 'expected UTF-8';
    throw refused(path, { code: 'json_invalid', message, pointer: '' });
  }
}

export async function readDesign(path: string): Promise<Design> {
  const parsed = parseDesign(await readJson(path));
  if (parsed.ok) return parsed.value;
  throw refused(path, parsed.error);
}

export async function readProduct(path: string): Promise<ProductGeometry> {
  const parsed = ProductGeometry.safeParse(await readJson(path));
  if (parsed.success) return parsed.data;
  throw refused(path, schemaFault('product_invalid', parsed.error).error);
}

export interface Documents {
  readonly design: Design;
  readonly product: ProductGeometry;
}

export async function readDocuments(design: string, product: string): Promise<Documents> {
  if (design === '-' && product === '-') throw usage('only one of design and product can be standard input');
  return { design: await readDesign(design), product: await readProduct(product) };
}
