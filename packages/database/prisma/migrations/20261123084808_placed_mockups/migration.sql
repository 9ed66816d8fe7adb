-- AlterTable
ALTER TABLE "product_version" ADD COLUMN     "summary" JSONB;

-- CreateTable
CREATE TABLE "placed_mockup" (
    "brand_id" UUID NOT NULL,
    "spec" TEXT NOT NULL,
    "width_px" INTEGER NOT NULL,
    "height_px" INTEGER NOT NULL,
    "base_hash" TEXT NOT NULL,
    "shade_hash" TEXT NOT NULL,
    "map_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "placed_mockup_pkey" PRIMARY KEY ("brand_id","spec")
);

-- Row-level security.
CALL public.protect_tenant_table('placed_mockup');
