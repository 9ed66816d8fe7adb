/** What one upload may cost. The figures are those of the product; tests use smaller ones. */
export interface UploadLimits {
  readonly bytes: number;
  readonly pixels: number;
  /** Time of one core; the wall clock may run four times as long on a busy machine. */
  readonly cpuSeconds: number;
  /** Resident memory of the child that reads the file. */
  readonly memoryMb: number;
}

export const UPLOAD_LIMITS: UploadLimits = {
  bytes: 50_000_000,
  pixels: 100_000_000,
  cpuSeconds: 5,
  memoryMb: 512,
};

/** Longest edges of the two WebP renditions. */
export const PROXY_PX = 1600;
export const THUMB_PX = 320;
