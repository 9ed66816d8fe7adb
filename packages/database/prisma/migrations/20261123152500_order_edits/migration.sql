-- AlterTable
ALTER TABLE "order" ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "hold_reason" TEXT;

-- AlterTable
ALTER TABLE "line_item" ADD COLUMN     "hold_reason" TEXT,
ADD COLUMN     "properties" JSONB NOT NULL DEFAULT '{}';

-- CreateIndex
CREATE INDEX "order_brand_id_due_at_id_idx" ON "order"("brand_id", "due_at", "id");
