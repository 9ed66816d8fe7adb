-- AlterTable
ALTER TABLE "design" ADD COLUMN     "template_id" UUID,
ADD COLUMN     "template_version" INTEGER;

-- CreateTable
CREATE TABLE "template" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "categories" TEXT[],
    "template" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "published_version" INTEGER,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "template_version" (
    "brand_id" UUID NOT NULL,
    "template_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "template" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "template_version_pkey" PRIMARY KEY ("brand_id","template_id","version")
);

-- CreateTable
CREATE TABLE "template_version_asset" (
    "brand_id" UUID NOT NULL,
    "template_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "asset_id" UUID NOT NULL,

    CONSTRAINT "template_version_asset_pkey" PRIMARY KEY ("brand_id","template_id","version","asset_id")
);

-- CreateIndex
CREATE INDEX "template_brand_id_product_id_id_idx" ON "template"("brand_id", "product_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "template_brand_id_id_key" ON "template"("brand_id", "id");

-- CreateIndex
CREATE INDEX "template_version_asset_brand_id_asset_id_idx" ON "template_version_asset"("brand_id", "asset_id");

-- AddForeignKey
ALTER TABLE "design" ADD CONSTRAINT "design_brand_id_template_id_template_version_fkey" FOREIGN KEY ("brand_id", "template_id", "template_version") REFERENCES "template_version"("brand_id", "template_id", "version") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "template" ADD CONSTRAINT "template_brand_id_product_id_fkey" FOREIGN KEY ("brand_id", "product_id") REFERENCES "product"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "template_version" ADD CONSTRAINT "template_version_brand_id_template_id_fkey" FOREIGN KEY ("brand_id", "template_id") REFERENCES "template"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "template_version_asset" ADD CONSTRAINT "template_version_asset_brand_id_template_id_version_fkey" FOREIGN KEY ("brand_id", "template_id", "version") REFERENCES "template_version"("brand_id", "template_id", "version") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "template_version_asset" ADD CONSTRAINT "template_version_asset_brand_id_asset_id_fkey" FOREIGN KEY ("brand_id", "asset_id") REFERENCES "asset"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Row-level security.
CALL public.protect_tenant_table('template');
CALL public.protect_tenant_table('template_version', true);
CALL public.protect_tenant_table('template_version_asset', true);
