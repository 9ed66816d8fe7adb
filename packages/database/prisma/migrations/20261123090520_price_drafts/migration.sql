-- CreateTable
CREATE TABLE "price_draft" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "based_on" INTEGER,
    "rules" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "published_version" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "price_draft_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "price_draft_brand_id_product_id_id_idx" ON "price_draft"("brand_id", "product_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "price_draft_brand_id_id_key" ON "price_draft"("brand_id", "id");

-- AddForeignKey
ALTER TABLE "price_draft" ADD CONSTRAINT "price_draft_brand_id_product_id_fkey" FOREIGN KEY ("brand_id", "product_id") REFERENCES "product"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Row-level security.
CALL public.protect_tenant_table('price_draft');
