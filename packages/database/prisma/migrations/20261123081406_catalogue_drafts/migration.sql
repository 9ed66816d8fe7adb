-- DropIndex
DROP INDEX "variant_brand_id_product_id_idx";

-- AlterTable
ALTER TABLE "product" ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "draft" JSONB,
ADD COLUMN     "published_revision" INTEGER,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "scheduled_at" TIMESTAMPTZ(3),
ADD COLUMN     "scheduled_version" INTEGER;

-- AlterTable
ALTER TABLE "product_version" ADD COLUMN     "actor" TEXT,
ADD COLUMN     "hash" TEXT,
ADD COLUMN     "revision" INTEGER;

-- AlterTable
ALTER TABLE "variant" ADD COLUMN     "sides" JSONB;

-- CreateTable
CREATE TABLE "print_settings" (
    "brand_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "settings" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "print_settings_pkey" PRIMARY KEY ("brand_id")
);

-- CreateTable
CREATE TABLE "variant_import_row" (
    "brand_id" UUID NOT NULL,
    "job_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "variant" JSONB,
    "faults" JSONB NOT NULL,

    CONSTRAINT "variant_import_row_pkey" PRIMARY KEY ("brand_id","job_id","line")
);

-- CreateTable
CREATE TABLE "long_job" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "params" JSONB NOT NULL,
    "report" JSONB,
    "actor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "long_job_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "long_job_brand_id_created_at_idx" ON "long_job"("brand_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "long_job_brand_id_id_key" ON "long_job"("brand_id", "id");

-- CreateIndex
CREATE INDEX "product_version_brand_id_hash_idx" ON "product_version"("brand_id", "hash");

-- CreateIndex
CREATE INDEX "variant_brand_id_product_id_position_idx" ON "variant"("brand_id", "product_id", "position");

-- CreateIndex
CREATE INDEX "design_brand_id_product_id_idx" ON "design"("brand_id", "product_id");

-- CreateIndex
CREATE INDEX "design_version_brand_id_product_id_idx" ON "design_version"("brand_id", "product_id");

-- CreateIndex
CREATE INDEX "line_item_brand_id_product_id_idx" ON "line_item"("brand_id", "product_id");

-- AddForeignKey
ALTER TABLE "variant_import_row" ADD CONSTRAINT "variant_import_row_brand_id_job_id_fkey" FOREIGN KEY ("brand_id", "job_id") REFERENCES "long_job"("brand_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Row-level security.
CALL public.protect_tenant_table('print_settings');
CALL public.protect_tenant_table('variant_import_row');
CALL public.protect_tenant_table('long_job');
