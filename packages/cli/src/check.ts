import { designHash } from '@luneo/design';
import type { Result } from '@luneo/kernel';
import { type Finding, preflight, sceneHash, worst } from '@luneo/scene';
import { takeInAll } from './assets.ts';
import { type EngineOptions, resolve } from './engine.ts';
import { readDesign, readProduct } from './input.ts';
import { refused } from './outcome.ts';

export interface Report {
  /** For people. */
  readonly lines: readonly string[];
  /** For programs. */
  readonly json: object;
  /** The answer is no. */
  readonly blocked?: boolean;
}

/** Schema, tree and limits of a design; with a product, that its sides exist. No fonts, no pictures. */
export async function validate(path: string, options: { readonly product?: string }): Promise<Report> {
  const design = await readDesign(path);
  const product = options.product === undefined ? undefined : await readProduct(options.product);
  const strange = design.sides.findIndex(
    ({ id }) => product && !product.sides.some((side) => side.id === id),
  );
  if (strange >= 0) {
    const sides = product!.sides.map((side) => side.id).join(', ');
    const message = `expected one of ${sides}, got "${design.sides[strange]!.id}"`;
    throw refused(path, { code: 'side_unknown', message, pointer: `/sides/${strange}/id` });
  }
  const hash = designHash(design);
  const layers = Object.keys(design.layers).length;
  return {
    lines: [`${path}: valid, ${design.sides.length} side(s), ${layers} layer(s), ${hash}`],
    json: { hash, sides: design.sides.length, layers },
  };
}

/** Findings of preflight; blocked when one of them blocks. */
export async function checkPrint(path: string, options: EngineOptions): Promise<Report> {
  const resolved = await resolve(path, options);
  const findings = preflight(resolved);
  const severity = worst(findings);
  const told = findings.filter((finding) => finding.severity !== 'pass');
  return {
    lines: [...told.map(lineOf), `${path}: ${severity}, ${told.length} finding(s)`],
    json: { severity, scene: sceneHash(resolved.scene), findings },
    blocked: severity === 'block',
  };
}

const lineOf = ({ severity, code, side, layer, message }: Finding): string =>
  `${severity.padEnd(5)} ${code} ${[side, layer].filter(Boolean).join('/')}: ${message}`;

/** What a folder's files are as assets: the hashes a design names them by. */
export async function listAssets(folder: string): Promise<Report> {
  const taken = await takeInAll(folder);
  const pictures = taken.flatMap(({ file, result }) => (result.ok ? [[file, result.value] as const] : []));
  return {
    lines: taken.map(
      ({ file, result }) => `${result.ok ? result.value.hash : 'refused'} ${file}${whyNot(result)}`,
    ),
    json: Object.fromEntries(pictures),
  };
}

const whyNot = (result: Result<unknown>): string => (result.ok ? '' : `: ${result.error.message}`);
