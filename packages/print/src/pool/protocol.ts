import type { Fault } from '@luneo/kernel';
import type { Finding, Scene } from '@luneo/scene';
import type { Certificate } from '../produce.ts';

/** Where the files of one picture lie: the stored one, and smaller copies of it. */
export interface AssetFiles {
  readonly path: string;
  readonly proxies?: readonly { readonly widthPx: number; readonly path: string }[];
}

/** Pixels never travel between processes: pictures come and results go as files. */
interface JobBase {
  readonly scene: Scene;
  readonly side: string;
  readonly assets: Readonly<Record<string, AssetFiles>>;
  /** Written whole or not at all. */
  readonly out: string;
}
export interface PrintFileJob extends JobBase {
  readonly kind: 'print-file';
  readonly recipe: string;
  readonly title: string;
  readonly createdAtMs: number;
  readonly findings: readonly Finding[];
  /** Path of the approved proof. */
  readonly proof?: string;
}
export interface ProofJob extends JobBase {
  readonly kind: 'proof';
  readonly recipe: string;
}
export interface PreviewJob extends JobBase {
  readonly kind: 'preview';
  readonly widthPx: number;
  readonly bleed: boolean;
  readonly ground: string;
}
export type RenderJob = PrintFileJob | ProofJob | PreviewJob;

export interface RenderResult {
  readonly out: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Of print files. */
  readonly certificate?: Certificate;
}

export interface Request {
  readonly id: number;
  readonly job: RenderJob;
}
export type Reply = { readonly id: number; readonly rssBytes: number } & (
  | { readonly result: RenderResult }
  | { readonly fault: Fault }
);
