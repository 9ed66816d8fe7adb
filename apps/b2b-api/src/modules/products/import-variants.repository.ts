import { Injectable } from '@nestjs/common';
import type { TxCtx } from '../../platform/ctx.ts';
import type { CsvFault, CsvLine } from './variants-csv.ts';

/** Lines of a file on their way into the draft. */
@Injectable()
export class ImportVariantsRepository {
  /** A line that is there already stays: a second run of the check finds the first one's work. */
  async insert(ctx: TxCtx, jobId: string, lines: readonly CsvLine[]): Promise<void> {
    await ctx.tx.$executeRaw`
      INSERT INTO variant_import_row (brand_id, job_id, line, variant, faults)
      SELECT ${ctx.brandId}::uuid, ${jobId}::uuid, line, variant, faults
      FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS row(line int, variant jsonb, faults jsonb)
      ON CONFLICT DO NOTHING`;
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
