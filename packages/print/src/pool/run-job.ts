import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { CodedError, unwrap } from '@luneo/kernel';
import { producePrintFile, renderProof } from '../produce.ts';
import { renderWebp } from '../raster/render.ts';
import { recipeById } from '../recipe.ts';
import type { ImageSource } from '../sources.ts';
import type { RenderJob, RenderResult } from './protocol.ts';

/** Does a job in this process: what a render worker runs, and what the command line may call. */
export async function runJob(job: RenderJob): Promise<RenderResult> {
  const source = fileSource(job.assets);
  switch (job.kind) {
    case 'print-file': {
      const recipe = unwrap(recipeById(job.recipe));
      const proof = job.proof === undefined ? undefined : await readFile(job.proof);
      const { pdf, certificate } = await producePrintFile({ ...job, recipe, proof }, source);
      return { ...(await store(job.out, pdf)), certificate };
    }
    case 'proof':
      return store(job.out, await renderProof(job.scene, job.side, unwrap(recipeById(job.recipe)), source));
    case 'preview': {
      const side = job.scene.sides.find((candidate) => candidate.id === job.side);
      if (!side)
        throw new CodedError({ code: 'side_unknown', message: `the scene has no side "${job.side}"` });
      const { bleed, ground, widthPx } = job;
      return store(job.out, await renderWebp(side, { size: { widthPx }, bleed, ground }, source));
    }
  }
}

/** Reads pictures from disk; the smallest copy that is large enough. Rejects with `asset_unknown`. */
export function fileSource(assets: RenderJob['assets']): ImageSource {
  return {
    async bytes(hash, minWidthPx) {
      const files = Object.hasOwn(assets, hash) ? assets[hash] : undefined;
      if (!files)
        throw new CodedError({ code: 'asset_unknown', message: `no file was given for picture ${hash}` });
      const enough = (files.proxies ?? [])
        .filter((proxy) => minWidthPx !== undefined && proxy.widthPx >= minWidthPx)
        .sort((a, b) => a.widthPx - b.widthPx);
      return readFile((enough[0] ?? files).path);
    },
  };
}

async function store(out: string, bytes: Buffer): Promise<RenderResult> {
  const part = `${out}.part`;
  await writeFile(part, bytes);
  await rename(part, out);
  return { out, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
