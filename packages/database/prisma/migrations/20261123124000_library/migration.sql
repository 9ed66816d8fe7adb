-- AlterTable
ALTER TABLE "price_draft" ADD COLUMN     "publish_at" TIMESTAMPTZ(3),
ADD COLUMN     "publish_fault" TEXT;

-- CreateTable
CREATE TABLE "library_item" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "folder" TEXT NOT NULL DEFAULT '',
    "tags" TEXT[],
    "licence" TEXT,
    "licence_ends_at" TIMESTAMPTZ(3),
    "asset_id" UUID,
    "hash" TEXT,
    "content" JSONB NOT NULL,
    "bytes" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "library_item_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "library_item_brand_id_hash_idx" ON "library_item"("brand_id", "hash");

-- CreateIndex
CREATE INDEX "library_item_brand_id_folder_id_idx" ON "library_item"("brand_id", "folder", "id");

-- CreateIndex
CREATE UNIQUE INDEX "library_item_brand_id_id_key" ON "library_item"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "library_item_brand_id_kind_hash_key" ON "library_item"("brand_id", "kind", "hash");

-- AddForeignKey
ALTER TABLE "library_item" ADD CONSTRAINT "library_item_brand_id_asset_id_fkey" FOREIGN KEY ("brand_id", "asset_id") REFERENCES "asset"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Row-level security.
CALL public.protect_tenant_table('library_item');
