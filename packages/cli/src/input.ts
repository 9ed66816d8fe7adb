import { readFile } from 'node:fs/promises';
import { type Design, ProductGeometry, parseDesign, pointerOf } from '@luneo/design';
import { fault } from '@luneo/kernel';
import type { z } from 'zod';
import { fileStop, refused, usage } from './outcome.ts';

/** `-` is standard input. */
export async function readInput(path: string): Promise<Buffer> {
  if (path !== '-') return readFile(path).catch((error: unknown) => Promise.reject(fileStop(path, error)));
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function readJson(path: string): Promise<unknown> {
  const text = (await readInput(path)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = `expected JSON: ${(error as Error).message}`;
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
  throw refused(path, zodFault('product_invalid', parsed.error.issues[0]!));
}

/** The first thing wrong, where it is. */
export const zodFault = (code: string, issue: z.core.$ZodIssue) =>
  fault(code, issue.message, { pointer: pointerOf(issue.path) }).error;

export interface Documents {
  readonly design: Design;
  readonly product: ProductGeometry;
}

export async function readDocuments(design: string, product: string): Promise<Documents> {
  if (design === '-' && product === '-') throw usage('only one of design and product can be standard input');
  return { design: await readDesign(design), product: await readProduct(product) };
}
