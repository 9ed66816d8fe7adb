import { Agent, get } from 'node:https';
import { CodedError } from '@luneo/kernel';
import { v2 as cloudinary, type UploadApiOptions } from 'cloudinary';
import { type DerivedFiles, type DerivedStat, derivedKey } from './blobs.ts';

export interface CloudinaryOptions {
  readonly cloudName: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Begins every public id, e.g. `luneo/`. */
  readonly prefix: string;
  /** Origin of the upload API; Cloudinary's own unless set (a regional one, or a test's). */
  readonly uploadOrigin?: string | undefined;
  /** Host that delivers, for accounts with one of their own. */
  readonly deliveryHost?: string | undefined;
  /** Certificate authority to believe besides the built-in ones (PEM). */
  readonly ca?: string | undefined;
}

/**
 * Previews in Cloudinary, read from its delivery network. Only pictures that can be drawn again go there;
 * what prints stays in the blob store.
 */
export class CloudinaryDerived implements DerivedFiles {
  readonly #options: CloudinaryOptions;
  readonly #agent: Agent;

  constructor(options: CloudinaryOptions) {
    this.#options = options;
    this.#agent = new Agent({ keepAlive: true, ...(options.ca === undefined ? {} : { ca: options.ca }) });
  }

  async get(key: string): Promise<Buffer | undefined> {
    const answer = await this.#fetch(this.url(key));
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw unavailable(`delivery answered ${answer.status}`);
    return answer.body;
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const { publicId, format } = this.#name(key);
    const options = { ...this.#access(), public_id: publicId, format, overwrite: true };
    await new Promise<void>((done, failed) => {
      const upload = cloudinary.uploader.upload_stream(options, (error) =>
        error === undefined ? done() : failed(unavailable(error.message)),
      );
      upload.end(Buffer.from(bytes));
    });
  }

  async *list(): AsyncIterable<DerivedStat> {
    let cursor: string | undefined;
    do {
      const more = cursor === undefined ? {} : { next_cursor: cursor };
      const options = { ...this.#access(), type: 'upload', prefix: this.#options.prefix, max_results: 500 };
      const page: ResourcePage = await cloudinary.api.resources({ ...options, ...more }).catch(refused);
      for (const { public_id, format, created_at } of page.resources)
        yield {
          key: `${public_id.slice(this.#options.prefix.length)}.${format}`,
          putAt: new Date(created_at),
        };
      cursor = page.next_cursor;
    } while (cursor !== undefined);
  }

  async delete(key: string): Promise<void> {
    const { publicId } = this.#name(key);
    await cloudinary.uploader.destroy(publicId, { ...this.#access(), invalidate: true }).catch(refused);
  }

  /** What every call of the vendor's client is given; nothing is kept in its global configuration. */
  #access(): UploadApiOptions & { agent: Agent } & { resource_type: 'image' } {
    const { cloudName, apiKey, apiSecret, uploadOrigin } = this.#options;
    return {
      cloud_name: cloudName,
      api_key: apiKey,
      api_secret: apiSecret,
      resource_type: 'image',
      timeout: 30_000,
      agent: this.#agent,
      ...(uploadOrigin === undefined ? {} : { upload_prefix: uploadOrigin }),
    };
  }

  /** Where the picture is delivered. */
  url(key: string): string {
    const { publicId, format } = this.#name(key);
    const { cloudName, deliveryHost } = this.#options;
    return cloudinary.url(publicId, {
      cloud_name: cloudName,
      secure: true,
      format,
      analytics: false,
      ...(deliveryHost === undefined ? {} : { private_cdn: true, secure_distribution: deliveryHost }),
    });
  }

  close(): void {
    this.#agent.destroy();
  }

  #name(key: string): { publicId: string; format: string } {
    const dot = derivedKey(key).lastIndexOf('.');
    if (dot < 0) throw new TypeError(`a picture's key needs an extension: ${key}`);
    return { publicId: this.#options.prefix + key.slice(0, dot), format: key.slice(dot + 1) };
  }

  #fetch(url: string): Promise<{ status: number; body: Buffer }> {
    return new Promise((done, failed) => {
      const request = get(url, { agent: this.#agent, timeout: 10_000 }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done({ status: response.statusCode!, body: Buffer.concat(parts) }));
        response.on('error', failed);
      });
      request.on('timeout', () => request.destroy(unavailable('delivery took too long')));
      request.on('error', failed);
    });
  }
}

const unavailable = (message: string): CodedError =>
  new CodedError({ code: 'unavailable', message: `Cloudinary: ${message}` });

interface ResourcePage {
  readonly resources: readonly {
    readonly public_id: string;
    readonly format: string;
    readonly created_at: string;
  }[];
  readonly next_cursor?: string;
}

/** The vendor's client rejects with plain objects. */
function refused(reason: { error?: { message?: string }; message?: string }): never {
  throw unavailable(reason.error?.message ?? reason.message ?? 'refused');
}
