import { Finding } from '@luneo/contracts';
import type { Prisma } from '@luneo/database';
import type { Design } from '@luneo/design';
import { sha256Hex } from '@luneo/kernel';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { now, type TxCtx } from '../../platform/ctx.ts';
import { notFound } from '../../platform/problem.ts';
import { toPrintFileRow } from '../orders/orders.repository.ts';
import type { PrintFileRow, Reason } from '../orders/orders.types.ts';
import { besides } from './file-names.ts';
import type { SideFiles } from './print-files.service.ts';
import { JOB_MACHINE, type JobEvent, type JobState } from './production.machine.ts';

export interface ProductionJob {
  readonly id: string;
  readonly status: JobState;
  readonly lineItemId: string;
  readonly lineExternalId: string;
  readonly orderId: string;
  readonly orderExternalId: string;
  readonly productName: string;
  readonly variantName: string;
  readonly sku: string;
  readonly quantity: number;
  readonly orderedAt: Date;
  readonly sceneHash: string;
  readonly findings: readonly Finding[];
  readonly frozenAt: Date;
  readonly document: Design;
  /** Id of the output recipe it was frozen with; undefined = the platform's own. */
  readonly recipe: string | undefined;
}

interface RenderKey {
  readonly sceneHash: string;
  readonly side: string;
  readonly recipe: string;
}

@Injectable()
export class ProductionRepository {
  async find(ctx: TxCtx, id: string): Promise<ProductionJob | undefined> {
    const row = await ctx.tx.productionJob.findFirst({
      where: { brandId: ctx.brandId, id },
      include: {
        lineItem: {
          include: { designVersion: true, order: { select: { externalId: true, createdAt: true } } },
        },
      },
    });
    if (row === null) return undefined;
    const { lineItem } = row;
    const { designVersion: version } = lineItem;
    return {
      id: row.id,
      status: row.status as JobState,
      lineItemId: lineItem.id,
      lineExternalId: lineItem.externalId,
      orderId: lineItem.orderId,
      orderExternalId: lineItem.order.externalId,
      productName: lineItem.productName,
      variantName: lineItem.variantName,
      sku: lineItem.sku,
      quantity: lineItem.quantity,
      orderedAt: lineItem.order.createdAt,
      sceneHash: version.sceneHash,
      findings: z.array(Finding).parse(version.findings),
      frozenAt: version.createdAt,
      document: version.document as unknown as Design,
      recipe: (version.pins as { recipeId?: string }).recipeId,
    };
  }

  /** Moves the job where the machine allows the event; false when it is in a state in which it does not. */
  async move(ctx: TxCtx, id: string, event: JobEvent, reason: Reason | null): Promise<boolean> {
    const { from, to } = JOB_MACHINE.events[event];
    const { count } = await ctx.tx.productionJob.updateMany({
      where: { brandId: ctx.brandId, id, status: { in: [...from] } },
      data: {
        status: to,
        reasonCode: reason?.code ?? null,
        reasonMessage: reason?.message ?? null,
        updatedAt: now(ctx),
        ...(to === 'running' ? { attempts: { increment: 1 } } : {}),
      },
    });
    return count > 0;
  }

  async printFile(ctx: TxCtx, productionJobId: string, side: string): Promise<SideFiles | undefined> {
    const row = await ctx.tx.printFile.findFirst({ where: { brandId: ctx.brandId, productionJobId, side } });
    return row === null ? undefined : toPrintFileRow(row);
  }

  /** Line item of a print file. Throws `not_found`. */
  async lineOf(ctx: TxCtx, printFileId: string): Promise<string> {
    const row = await ctx.tx.printFile.findFirst({
      where: { brandId: ctx.brandId, id: printFileId },
      select: { productionJob: { select: { lineItemId: true } } },
    });
    if (row === null) throw notFound();
    return row.productionJob.lineItemId;
  }

  /** Throws `not_found`. */
  async getPrintFile(ctx: TxCtx, id: string): Promise<PrintFileRow> {
    const row = await ctx.tx.printFile.findFirst({ where: { brandId: ctx.brandId, id } });
    if (row === null) throw notFound();
    return toPrintFileRow(row);
  }

  /** Files the same scene gave before by the same recipe: a reprint is a look-up. */
  async findRender(ctx: TxCtx, key: RenderKey): Promise<Omit<SideFiles, 'fileName'> | undefined> {
    const row = await ctx.tx.render.findFirst({ where: { brandId: ctx.brandId, ...key } });
    if (row === null) return undefined;
    const { brandId: _b, sceneHash: _s, createdAt: _c, findings, ...files } = row;
    return { ...files, mime: 'application/pdf', findings: z.array(Finding).parse(findings) };
  }

  /** The print file's row; undefined when another run of the same job stored it first. */
  async insertPrintFile(ctx: TxCtx, job: ProductionJob, files: SideFiles): Promise<PrintFileRow | undefined> {
    const { brandId } = ctx;
    const findings = files.findings as unknown as Prisma.InputJsonArray;
    const { fileName, mime, ...render } = files;
    const free = await this.#freeName(ctx, fileName, { job, side: files.side });
    const at = now(ctx);
    await ctx.tx.render.createMany({
      data: { ...render, brandId, sceneHash: job.sceneHash, findings, createdAt: at },
      skipDuplicates: true,
    });
    const id = ctx.newId();
    const { count } = await ctx.tx.printFile.createMany({
      data: {
        ...render,
        id,
        brandId,
        productionJobId: job.id,
        fileName: free,
        mime,
        findings,
        createdAt: at,
      },
      skipDuplicates: true,
    });
    return count === 0 ? undefined : this.getPrintFile(ctx, id);
  }

  /** No two files of a brand have one name: whoever gives one locks it until the transaction ends. */
  async #freeName(
    ctx: TxCtx,
    wanted: string,
    { job, side }: { readonly job: ProductionJob; readonly side: string },
  ): Promise<string> {
    const { brandId } = ctx;
    const mark = sha256Hex(`${job.lineItemId} ${side}`).slice(0, 8);
    for (let tries = 0, name = wanted; ; tries++) {
      await ctx.tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${brandId} ${name}`}, 0))`;
      const own = { productionJobId: job.id, side };
      if ((await ctx.tx.printFile.count({ where: { brandId, fileName: name, NOT: own } })) === 0) return name;
      name = `${besides(wanted.replace(/\.pdf$/, ''), mark, tries)}.pdf`;
    }
  }
}
