-- CreateTable
CREATE TABLE "design_revision" (
    "brand_id" UUID NOT NULL,
    "design_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "document_hash" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "design_revision_pkey" PRIMARY KEY ("brand_id","design_id","revision")
);

-- CreateTable
CREATE TABLE "design_share" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "design_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "variant_id" UUID NOT NULL,
    "scene_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "design_share_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "design_handover" (
    "brand_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "design_id" UUID NOT NULL,
    "shopper_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "design_handover_pkey" PRIMARY KEY ("brand_id","code_hash")
);

-- CreateIndex
CREATE INDEX "design_share_brand_id_design_id_id_idx" ON "design_share"("brand_id", "design_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "design_share_brand_id_id_key" ON "design_share"("brand_id", "id");

-- CreateIndex
CREATE INDEX "design_handover_brand_id_design_id_idx" ON "design_handover"("brand_id", "design_id");

-- AddForeignKey
ALTER TABLE "design_revision" ADD CONSTRAINT "design_revision_brand_id_design_id_fkey" FOREIGN KEY ("brand_id", "design_id") REFERENCES "design"("brand_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "design_share" ADD CONSTRAINT "design_share_brand_id_design_id_revision_fkey" FOREIGN KEY ("brand_id", "design_id", "revision") REFERENCES "design_revision"("brand_id", "design_id", "revision") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "design_handover" ADD CONSTRAINT "design_handover_brand_id_design_id_fkey" FOREIGN KEY ("brand_id", "design_id") REFERENCES "design"("brand_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Row-level security.
CALL public.protect_tenant_table('design_revision');
CALL public.protect_tenant_table('design_share');
CALL public.protect_tenant_table('design_handover');
