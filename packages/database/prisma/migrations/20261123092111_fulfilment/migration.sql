-- AlterTable
ALTER TABLE "design" ADD COLUMN     "forked_from_id" UUID,
ADD COLUMN     "name" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "order" ADD COLUMN     "cancel_reason" TEXT,
ADD COLUMN     "cancelled_at" TIMESTAMPTZ(3),
ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "hold_reason" TEXT;

-- AlterTable
ALTER TABLE "line_item" ADD COLUMN     "cancel_reason" TEXT,
ADD COLUMN     "cancelled_at" TIMESTAMPTZ(3),
ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "hold_reason" TEXT,
ADD COLUMN     "properties" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "status" TEXT NOT NULL DEFAULT 'received';

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
CREATE TABLE "design_link" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "design_id" UUID NOT NULL,
    "access" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "design_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approval" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "line_item_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "message" TEXT,
    "token_hash" TEXT NOT NULL,
    "deadline_at" TIMESTAMPTZ(3) NOT NULL,
    "comment" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "approval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "work_order" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "line_item_id" UUID NOT NULL,
    "serial" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reason_code" TEXT,
    "reason_note" TEXT,
    "quantity" INTEGER NOT NULL,
    "process" TEXT NOT NULL,
    "supplier_id" UUID,
    "routing" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "work_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supplier" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "country" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "supplier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supplier_member" (
    "brand_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "supplier_id" UUID NOT NULL,

    CONSTRAINT "supplier_member_pkey" PRIMARY KEY ("brand_id","user_id")
);

-- CreateTable
CREATE TABLE "production_settings" (
    "brand_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "settings" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "production_settings_pkey" PRIMARY KEY ("brand_id")
);

-- CreateTable
CREATE TABLE "shipment" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "supplier_id" UUID,
    "status" TEXT NOT NULL,
    "carrier" TEXT NOT NULL,
    "tracking_number" TEXT,
    "tracking_url" TEXT,
    "note" TEXT,
    "reported_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shipment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipment_item" (
    "brand_id" UUID NOT NULL,
    "shipment_id" UUID NOT NULL,
    "work_order_id" UUID NOT NULL,

    CONSTRAINT "shipment_item_pkey" PRIMARY KEY ("brand_id","work_order_id")
);

-- CreateTable
CREATE TABLE "shop" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "base_url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "seen_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_run" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "counts" JSONB NOT NULL,
    "fault" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reconciliation_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "design_link_brand_id_design_id_idx" ON "design_link"("brand_id", "design_id");

-- CreateIndex
CREATE UNIQUE INDEX "design_link_brand_id_token_hash_key" ON "design_link"("brand_id", "token_hash");

-- CreateIndex
CREATE INDEX "approval_brand_id_line_item_id_id_idx" ON "approval"("brand_id", "line_item_id", "id");

-- CreateIndex
CREATE INDEX "approval_brand_id_status_deadline_at_idx" ON "approval"("brand_id", "status", "deadline_at");

-- CreateIndex
CREATE UNIQUE INDEX "approval_brand_id_id_key" ON "approval"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "approval_brand_id_token_hash_key" ON "approval"("brand_id", "token_hash");

-- CreateIndex
CREATE INDEX "work_order_brand_id_supplier_id_status_id_idx" ON "work_order"("brand_id", "supplier_id", "status", "id");

-- CreateIndex
CREATE INDEX "work_order_brand_id_status_id_idx" ON "work_order"("brand_id", "status", "id");

-- CreateIndex
CREATE UNIQUE INDEX "work_order_brand_id_id_key" ON "work_order"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "work_order_brand_id_line_item_id_serial_key" ON "work_order"("brand_id", "line_item_id", "serial");

-- CreateIndex
CREATE UNIQUE INDEX "work_order_brand_id_code_key" ON "work_order"("brand_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "supplier_brand_id_id_key" ON "supplier"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "supplier_brand_id_name_key" ON "supplier"("brand_id", "name");

-- CreateIndex
CREATE INDEX "supplier_member_brand_id_supplier_id_idx" ON "supplier_member"("brand_id", "supplier_id");

-- CreateIndex
CREATE INDEX "shipment_brand_id_order_id_idx" ON "shipment"("brand_id", "order_id");

-- CreateIndex
CREATE INDEX "shipment_brand_id_status_id_idx" ON "shipment"("brand_id", "status", "id");

-- CreateIndex
CREATE UNIQUE INDEX "shipment_brand_id_id_key" ON "shipment"("brand_id", "id");

-- CreateIndex
CREATE INDEX "shipment_item_brand_id_shipment_id_idx" ON "shipment_item"("brand_id", "shipment_id");

-- CreateIndex
CREATE UNIQUE INDEX "shop_brand_id_id_key" ON "shop"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "shop_brand_id_name_key" ON "shop"("brand_id", "name");

-- CreateIndex
CREATE INDEX "reconciliation_run_brand_id_shop_id_id_idx" ON "reconciliation_run"("brand_id", "shop_id", "id");

-- CreateIndex
CREATE INDEX "ledger_entry_brand_id_shop_id_id_idx" ON "ledger_entry"("brand_id", "shop_id", "id");

-- CreateIndex
CREATE INDEX "design_brand_id_updated_at_id_idx" ON "design"("brand_id", "updated_at", "id");

-- CreateIndex
CREATE INDEX "order_brand_id_due_at_idx" ON "order"("brand_id", "due_at");

-- AddForeignKey
ALTER TABLE "design_revision" ADD CONSTRAINT "design_revision_brand_id_design_id_fkey" FOREIGN KEY ("brand_id", "design_id") REFERENCES "design"("brand_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "design_link" ADD CONSTRAINT "design_link_brand_id_design_id_fkey" FOREIGN KEY ("brand_id", "design_id") REFERENCES "design"("brand_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_brand_id_line_item_id_fkey" FOREIGN KEY ("brand_id", "line_item_id") REFERENCES "line_item"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work_order" ADD CONSTRAINT "work_order_brand_id_line_item_id_fkey" FOREIGN KEY ("brand_id", "line_item_id") REFERENCES "line_item"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work_order" ADD CONSTRAINT "work_order_brand_id_supplier_id_fkey" FOREIGN KEY ("brand_id", "supplier_id") REFERENCES "supplier"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supplier_member" ADD CONSTRAINT "supplier_member_brand_id_supplier_id_fkey" FOREIGN KEY ("brand_id", "supplier_id") REFERENCES "supplier"("brand_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_brand_id_order_id_fkey" FOREIGN KEY ("brand_id", "order_id") REFERENCES "order"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_item" ADD CONSTRAINT "shipment_item_brand_id_shipment_id_fkey" FOREIGN KEY ("brand_id", "shipment_id") REFERENCES "shipment"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_item" ADD CONSTRAINT "shipment_item_brand_id_work_order_id_fkey" FOREIGN KEY ("brand_id", "work_order_id") REFERENCES "work_order"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliation_run" ADD CONSTRAINT "reconciliation_run_brand_id_shop_id_fkey" FOREIGN KEY ("brand_id", "shop_id") REFERENCES "shop"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_brand_id_shop_id_fkey" FOREIGN KEY ("brand_id", "shop_id") REFERENCES "shop"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Row-level security.
CALL public.protect_tenant_table('design_revision');
CALL public.protect_tenant_table('design_link');
CALL public.protect_tenant_table('approval');
CALL public.protect_tenant_table('work_order');
CALL public.protect_tenant_table('supplier');
CALL public.protect_tenant_table('supplier_member');
CALL public.protect_tenant_table('production_settings');
CALL public.protect_tenant_table('shipment');
CALL public.protect_tenant_table('shipment_item');
CALL public.protect_tenant_table('shop');
CALL public.protect_tenant_table('reconciliation_run');
CALL public.protect_tenant_table('ledger_entry');

CALL public.protect_tenant_table('design_revision');
CALL public.protect_tenant_table('design_link');
CALL public.protect_tenant_table('approval');
CALL public.protect_tenant_table('work_order');
CALL public.protect_tenant_table('supplier');
CALL public.protect_tenant_table('supplier_member');
CALL public.protect_tenant_table('production_settings');
CALL public.protect_tenant_table('shipment');
CALL public.protect_tenant_table('shipment_item');
CALL public.protect_tenant_table('shop');
CALL public.protect_tenant_table('reconciliation_run', true);
CALL public.protect_tenant_table('ledger_entry', true);

-- Lines placed before now: where they stand, and a work order for those whose files are made. The owner is
-- held to the policies too, so they rest for the moment of the fill.
ALTER TABLE "line_item" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "production_job" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "work_order" NO FORCE ROW LEVEL SECURITY;
UPDATE "line_item" l
SET "status" = CASE j."status" WHEN 'queued' THEN 'received' WHEN 'running' THEN 'producing'
                               WHEN 'done' THEN 'ready' ELSE j."status" END
FROM "production_job" j
WHERE j."brand_id" = l."brand_id" AND j."line_item_id" = l."id";
INSERT INTO "work_order" ("id", "brand_id", "line_item_id", "serial", "code", "kind", "quantity", "process", "routing", "status")
SELECT x."id", x."brand_id", x."line_item_id", 1, upper(right(replace(x."id"::text, '-', ''), 10)), 'first',
       x."quantity", 'dtg', '{"supplierId": null, "reason": "made before routing", "candidates": []}', 'ready'
FROM (SELECT gen_random_uuid() AS "id", l."brand_id", l."id" AS "line_item_id", l."quantity"
      FROM "line_item" l WHERE l."status" = 'ready') x;
ALTER TABLE "line_item" FORCE ROW LEVEL SECURITY;
ALTER TABLE "production_job" FORCE ROW LEVEL SECURITY;
ALTER TABLE "work_order" FORCE ROW LEVEL SECURITY;
