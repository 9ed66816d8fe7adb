import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
  type Certificate,
  ENGINE_VERSION,
  PLAIN_PDF,
  type PreviewJob,
  type PrintFileJob,
  type ProofJob,
  type RenderPool,
  type RenderResult,
} from '@luneo/print';
import type { Finding as SceneFinding } from '@luneo/scene';
import { type MadePrintFile, type PrintWork, Renderer, type SideWork } from './renderer.ts';

type Job<J> = Omit<J, 'scene' | 'side' | 'assets' | 'out'>;
type AnyJob = Job<PreviewJob> | Job<ProofJob> | Job<PrintFileJob>;

/** The certificate with the inputs a reprint from the scene needs besides it. */
const certificateOf = (certificate: Certificate, title: string, createdAtMs: number): Buffer =>
  Buffer.from(`${JSON.stringify({ ...certificate, title, createdAtMs }, null, 2)}\n`);

/** Draws in the render pool's child processes; pictures and results pass as files of a folder a job. */
export class PoolRenderer extends Renderer {
  readonly recipe = `${PLAIN_PDF.id} (${ENGINE_VERSION})`;
  override named(id: string | undefined): string {
    return `${id ?? PLAIN_PDF.id} (${ENGINE_VERSION})`;
  }

  readonly #pool: RenderPool;
  readonly #folder: string;

  /** `folder`: for files that live as long as a job. */
  constructor({ pool, folder }: { readonly pool: RenderPool; readonly folder: string }) {
    super();
    this.#pool = pool;
    this.#folder = folder;
  }

  async preview(work: SideWork, widthPx: number): Promise<Uint8Array> {
    const ground = work.scene.sides.find(({ id }) => id === work.side)?.substrate ?? '#ffffff';
    const { bytes } = await this.#run(work, { kind: 'preview', widthPx, bleed: false, ground }, widthPx);
    return bytes;
  }

  async proof(work: SideWork): Promise<Uint8Array> {
    return (await this.#run(work, { kind: 'proof', recipe: PLAIN_PDF.id })).bytes;
  }

  async printFile(work: PrintWork): Promise<MadePrintFile> {
    const { title, createdAtMs, recipe = PLAIN_PDF.id } = work;
    const findings = work.findings as readonly SceneFinding[];
    const job = { kind: 'print-file', recipe, title, createdAtMs, findings } as const;
    const { bytes, result } = await this.#run(work, job, undefined, work.proof);
    const certificate = result.certificate!;
    const { differingPpm, hold } = certificate.parity;
    return {
      pdf: bytes,
      certificate: certificateOf(certificate, title, createdAtMs),
      findings: certificate.findings,
      parity: { ppm: differingPpm, hold },
    };
  }

  async #run(
    { scene, side, asset }: SideWork,
    job: AnyJob,
    widthPx?: number,
    proof?: Uint8Array,
  ): Promise<{ bytes: Buffer; result: RenderResult }> {
    await mkdir(this.#folder, { recursive: true });
    const folder = await mkdtemp(join(this.#folder, 'render-'));
    try {
      const assets: Record<string, { path: string }> = {};
      for (const hash of scene.needs.assets) {
        const path = join(folder, hash);
        await writeFile(path, await asset(hash, widthPx));
        assets[hash] = { path };
      }
      const out = join(folder, 'out');
      const withProof = proof === undefined ? {} : { proof: join(folder, 'proof.png') };
      if (proof !== undefined) await writeFile(withProof.proof!, proof);
      const result = await this.#pool.run({ ...job, ...withProof, scene, side, assets, out } as PrintFileJob);
      return { bytes: await readFile(out), result };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
