import type { Prisma } from '@luneo/database';
import { Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';
import type { CsvFault, CsvLine } from './variants-csv.ts';

/** Lines of a file on their way into the draft. */
@Injectable()
export class ImportVariantsRepository {
  /** A line that is there already stays: a second run of the check finds the first one's work. */
  async insert(ctx: TxCtx, jobId: string, lines: readonly CsvLine[]): Promise<void> {
    await ctx.tx.variantImportRow.createMany({
      data: lines.map(({ line, variant, faults }) => ({
        brandId: ctx.brandId,
        jobId,
        line,
        ...(variant && { variant: variant as unknown as Prisma.InputJsonObject }),
        faults: faults as unknown as Prisma.InputJsonArray,
      })),
      skipDuplicates: true,
    });
  }

  /** As {@link insert} wrote them, in the order of the file. */
  async all(ctx: TxCtx, jobId: string): Promise<CsvLine[]> {
    const rows = await ctx.tx.variantImportRow.findMany({
      where: { brandId: ctx.brandId, jobId },
      orderBy: { line: 'asc' },
    });
    return rows.map(({ line, variant, faults }) => ({
      line,
      variant: variant as unknown as CsvLine['variant'],
      faults: faults as unknown as CsvFault[],
    }));
  }

  async clear(ctx: TxCtx, jobId: string): Promise<void> {
    await ctx.tx.variantImportRow.deleteMany({ where: { brandId: ctx.brandId, jobId } });
  }
}
