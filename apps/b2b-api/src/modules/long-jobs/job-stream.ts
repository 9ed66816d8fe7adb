import { PassThrough } from 'node:stream';
import { api, ENDED } from '@luneo/contracts';
import { CodedError } from '@luneo/kernel';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Bytes } from '../../http/bytes.ts';
import { webRequest } from '../../http/web-request.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { IDENTITY, type Identity } from '../../platform/platform.module.ts';
import { ApiError } from '../../platform/problem.ts';
import type { ApiSettings } from '../../platform/settings.ts';
import { SETTINGS } from '../../platform/tokens.ts';
import { JobWatch } from './job-watch.ts';
import { maySee } from './long-job-kinds.ts';
import { type LongJobRow, toLongJob } from './long-jobs.repository.ts';
import { LongJobsService } from './long-jobs.service.ts';

const BEAT_MS = 15_000;
/** Proxies and clients come and go; an EventSource comes back where it was. */
const LONGEST_MS = 30 * 60 * 1000;
const STREAMS_A_BRAND = 50;

/** One message of the event stream format. */
const message = (event: string, data: object, id?: number): string =>
  `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;

interface Open {
  readonly ctx: Ctx;
  readonly request: FastifyRequest;
  readonly job: LongJobRow;
  readonly stream: PassThrough;
}

/** Long work as server-sent events: its state at each change, beats between, the end with the job. */
@Injectable()
export class JobStream implements OnModuleDestroy {
  readonly #open = new Map<string, Set<PassThrough>>();
  readonly #beatMs: number;

  constructor(
    @Inject(LongJobsService) private readonly jobs: LongJobsService,
    @Inject(JobWatch) private readonly watch: JobWatch,
    @Inject(IDENTITY) private readonly identity: Identity,
    @Inject(SETTINGS) settings: ApiSettings,
  ) {
    this.#beatMs = settings.streamBeatMs ?? BEAT_MS;
  }

  /** Undefined where the caller knows the end already. */
  async open(ctx: Ctx, jobId: string, request: FastifyRequest): Promise<Bytes | undefined> {
    const job = await this.jobs.row(ctx, jobId);
    const seen = seenOf(request);
    if (ENDED.has(job.status) && seen >= job.revision) return undefined;
    const stream = new PassThrough();
    this.#admit(ctx.brandId, stream);
    this.#follow({ ctx, request, job, stream }, seen);
    return new Bytes(stream, { contentType: 'text/event-stream; charset=utf-8' });
  }

  /** Open streams would keep the server from closing. */
  onModuleDestroy(): void {
    for (const streams of this.#open.values()) for (const stream of streams) stream.end();
  }

  #admit(brandId: string, stream: PassThrough): void {
    const streams = this.#open.get(brandId) ?? new Set();
    if (streams.size >= STREAMS_A_BRAND)
      throw new ApiError('too_many_requests', `a brand follows at most ${STREAMS_A_BRAND} jobs at a time`);
    this.#open.set(brandId, streams.add(stream));
    stream.once('close', () => {
      streams.delete(stream);
      if (streams.size === 0) this.#open.delete(brandId);
    });
  }

  #follow(open: Open, from: number): void {
    const { ctx, job, stream } = open;
    let seen = from;
    const tell = (row: LongJobRow | undefined): void => {
      if (stream.writableEnded) return;
      if (row !== undefined && row.revision > seen) {
        seen = row.revision;
        stream.write(message('job', toLongJob(row), row.revision));
      }
      if (row === undefined || ENDED.has(row.status)) stream.end();
    };
    stream.write('retry: 2000\n\n');
    tell(job);
    if (stream.writableEnded) return;
    const stop = this.watch.watch(ctx.brandId, job.id, tell);
    const beat = setInterval(() => this.#beat(open), this.#beatMs);
    const last = setTimeout(() => stream.end(), LONGEST_MS);
    stream.once('close', () => {
      stop();
      clearInterval(beat);
      clearTimeout(last);
    });
  }

  /** Says that we are there; a credential that no longer counts ends the stream. */
  async #beat({ ctx, request, job, stream }: Open): Promise<void> {
    const code = await this.#refusal(ctx, request, job);
    if (stream.writableEnded) return;
    if (code === undefined) stream.write(': beat\n\n');
    else stream.end(message('closed', { code }));
  }

  async #refusal(ctx: Ctx, request: FastifyRequest, job: LongJobRow): Promise<string | undefined> {
    const { credentials, permission } = api.streamJob;
    try {
      const principal = await this.identity
        .authenticator()
        .authenticate(webRequest(request), { credentials });
      const { brandId, actor, permissions } = principal;
      const allowed =
        brandId === ctx.brandId && permissions.has(permission) && maySee({ ...ctx, actor, permissions }, job);
      return allowed ? undefined : 'forbidden';
    } catch (error) {
      // Only a refusal ends it: when the database is away nobody was revoked.
      return error instanceof CodedError ? error.code : undefined;
    }
  }
}

/** -1 where nothing was seen yet. */
function seenOf(request: FastifyRequest): number {
  const header = request.headers['last-event-id'];
  return typeof header === 'string' && /^\d{1,9}$/.test(header) ? Number(header) : -1;
}
