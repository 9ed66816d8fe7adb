import type { Asset } from '@luneo/contracts';

export const UPLOAD_MAX_MB = 50;
const MB = 1024 * 1024;

/** Why a picture was not taken: a code of the API, or `network`. */
export class UploadRefused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export interface UploadOptions {
  readonly apiOrigin: string;
  readonly token: () => Promise<string>;
  readonly signal: AbortSignal;
  /** 0..1 of the bytes sent; 1 = the server is reading it. */
  readonly onProgress: (share: number) => void;
  /** The same for every try of this picture. */
  readonly idempotencyKey: string;
}

/** Sends one picture. Rejects with {@link UploadRefused}, or an AbortError when cancelled. */
export async function uploadPicture(file: File, options: UploadOptions): Promise<Asset> {
  if (file.size > UPLOAD_MAX_MB * MB) throw new UploadRefused('upload_too_large');
  const token = await options.token();
  options.signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    // XMLHttpRequest, because fetch cannot tell how much of a body has been sent.
    const request = new XMLHttpRequest();
    request.open('POST', `${options.apiOrigin}/v1/assets`);
    request.responseType = 'json';
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('idempotency-key', options.idempotencyKey);
    request.upload.onprogress = ({ loaded, total }) => options.onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const answer = request.response as (Asset & { code?: string }) | null;
      if (request.status === 201 && answer) resolve(answer);
      else reject(new UploadRefused(answer?.code ?? 'internal'));
    };
    request.onerror = () => reject(new UploadRefused('network'));
    options.signal.addEventListener('abort', () => {
      request.abort();
      reject(options.signal.reason);
    });
    const form = new FormData();
    form.set('file', file, file.name || 'picture');
    request.send(form);
  });
}
