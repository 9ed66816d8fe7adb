-- CreateTable
CREATE TABLE "approval" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "note" TEXT,
    "deadline_at" TIMESTAMPTZ(3),
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "approval_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "approval_brand_id_order_id_id_idx" ON "approval"("brand_id", "order_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "approval_brand_id_id_key" ON "approval"("brand_id", "id");

-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_brand_id_order_id_fkey" FOREIGN KEY ("brand_id", "order_id") REFERENCES "order"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Row-level security.
CALL public.protect_tenant_table('approval');
