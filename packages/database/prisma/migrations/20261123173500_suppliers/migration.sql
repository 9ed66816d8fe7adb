-- CreateTable
CREATE TABLE "supplier" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "daily_capacity" INTEGER,
    "offers" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "supplier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supplier_member" (
    "brand_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "supplier_id" UUID NOT NULL,

    CONSTRAINT "supplier_member_pkey" PRIMARY KEY ("brand_id","user_id")
);

-- CreateTable
CREATE TABLE "job_ticket" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "line_item_id" UUID NOT NULL,
    "supplier_id" UUID,
    "process" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "parent_id" UUID,
    "reprint" INTEGER NOT NULL DEFAULT 0,
    "reason" JSONB,
    "routing" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "job_ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stage_scan" (
    "brand_id" UUID NOT NULL,
    "scan_id" TEXT NOT NULL,
    "ticket_id" UUID NOT NULL,
    "stage" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stage_scan_pkey" PRIMARY KEY ("brand_id","scan_id")
);

-- CreateTable
CREATE TABLE "shipment" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "carrier" TEXT NOT NULL,
    "tracking" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shipment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipment_line" (
    "brand_id" UUID NOT NULL,
    "shipment_id" UUID NOT NULL,
    "line_item_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "shipment_line_pkey" PRIMARY KEY ("brand_id","shipment_id","line_item_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "supplier_brand_id_id_key" ON "supplier"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "supplier_brand_id_name_key" ON "supplier"("brand_id", "name");

-- CreateIndex
CREATE INDEX "supplier_member_brand_id_supplier_id_idx" ON "supplier_member"("brand_id", "supplier_id");

-- CreateIndex
CREATE INDEX "job_ticket_brand_id_line_item_id_idx" ON "job_ticket"("brand_id", "line_item_id");

-- CreateIndex
CREATE INDEX "job_ticket_brand_id_supplier_id_stage_id_idx" ON "job_ticket"("brand_id", "supplier_id", "stage", "id");

-- CreateIndex
CREATE INDEX "job_ticket_brand_id_process_stage_id_idx" ON "job_ticket"("brand_id", "process", "stage", "id");

-- CreateIndex
CREATE UNIQUE INDEX "job_ticket_brand_id_id_key" ON "job_ticket"("brand_id", "id");

-- CreateIndex
CREATE INDEX "stage_scan_brand_id_ticket_id_idx" ON "stage_scan"("brand_id", "ticket_id");

-- CreateIndex
CREATE INDEX "shipment_brand_id_order_id_idx" ON "shipment"("brand_id", "order_id");

-- CreateIndex
CREATE UNIQUE INDEX "shipment_brand_id_id_key" ON "shipment"("brand_id", "id");

-- CreateIndex
CREATE INDEX "shipment_line_brand_id_line_item_id_idx" ON "shipment_line"("brand_id", "line_item_id");

-- AddForeignKey
ALTER TABLE "supplier_member" ADD CONSTRAINT "supplier_member_brand_id_supplier_id_fkey" FOREIGN KEY ("brand_id", "supplier_id") REFERENCES "supplier"("brand_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job_ticket" ADD CONSTRAINT "job_ticket_brand_id_line_item_id_fkey" FOREIGN KEY ("brand_id", "line_item_id") REFERENCES "line_item"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job_ticket" ADD CONSTRAINT "job_ticket_brand_id_supplier_id_fkey" FOREIGN KEY ("brand_id", "supplier_id") REFERENCES "supplier"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job_ticket" ADD CONSTRAINT "job_ticket_brand_id_parent_id_fkey" FOREIGN KEY ("brand_id", "parent_id") REFERENCES "job_ticket"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stage_scan" ADD CONSTRAINT "stage_scan_brand_id_ticket_id_fkey" FOREIGN KEY ("brand_id", "ticket_id") REFERENCES "job_ticket"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_brand_id_order_id_fkey" FOREIGN KEY ("brand_id", "order_id") REFERENCES "order"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_line" ADD CONSTRAINT "shipment_line_brand_id_shipment_id_fkey" FOREIGN KEY ("brand_id", "shipment_id") REFERENCES "shipment"("brand_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_line" ADD CONSTRAINT "shipment_line_brand_id_line_item_id_fkey" FOREIGN KEY ("brand_id", "line_item_id") REFERENCES "line_item"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Row-level security.
CALL public.protect_tenant_table('supplier');
CALL public.protect_tenant_table('supplier_member');
CALL public.protect_tenant_table('job_ticket');
CALL public.protect_tenant_table('stage_scan');
CALL public.protect_tenant_table('shipment');
CALL public.protect_tenant_table('shipment_line');
