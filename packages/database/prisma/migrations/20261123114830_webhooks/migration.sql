-- AlterTable
ALTER TABLE "long_job" ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "webhook_endpoint" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "event_types" TEXT[],
    "status" TEXT NOT NULL,
    "disabled_reason" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failing_since" TIMESTAMPTZ(3),
    "paused_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_secret" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_secret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 1,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "last_status" INTEGER,
    "last_error" TEXT,
    "next_try_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_attempt" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "request_headers" JSONB NOT NULL,
    "request_body" TEXT NOT NULL,
    "status" INTEGER,
    "error" TEXT,
    "response_headers" JSONB,
    "response_body" TEXT,

    CONSTRAINT "webhook_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "webhook_endpoint_brand_id_id_key" ON "webhook_endpoint"("brand_id", "id");

-- CreateIndex
CREATE INDEX "webhook_secret_brand_id_endpoint_id_idx" ON "webhook_secret"("brand_id", "endpoint_id");

-- CreateIndex
CREATE INDEX "webhook_delivery_brand_id_endpoint_id_updated_at_idx" ON "webhook_delivery"("brand_id", "endpoint_id", "updated_at");

-- CreateIndex
CREATE INDEX "webhook_delivery_brand_id_event_id_idx" ON "webhook_delivery"("brand_id", "event_id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_delivery_brand_id_id_key" ON "webhook_delivery"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_delivery_brand_id_endpoint_id_event_id_key" ON "webhook_delivery"("brand_id", "endpoint_id", "event_id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_attempt_brand_id_delivery_id_round_number_key" ON "webhook_attempt"("brand_id", "delivery_id", "round", "number");

-- CreateIndex
CREATE UNIQUE INDEX "event_brand_id_id_key" ON "event"("brand_id", "id");

-- AddForeignKey
ALTER TABLE "webhook_secret" ADD CONSTRAINT "webhook_secret_brand_id_endpoint_id_fkey" FOREIGN KEY ("brand_id", "endpoint_id") REFERENCES "webhook_endpoint"("brand_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_brand_id_endpoint_id_fkey" FOREIGN KEY ("brand_id", "endpoint_id") REFERENCES "webhook_endpoint"("brand_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_brand_id_event_id_fkey" FOREIGN KEY ("brand_id", "event_id") REFERENCES "event"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_attempt" ADD CONSTRAINT "webhook_attempt_brand_id_delivery_id_fkey" FOREIGN KEY ("brand_id", "delivery_id") REFERENCES "webhook_delivery"("brand_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Row-level security.
CALL public.protect_tenant_table('webhook_endpoint');
CALL public.protect_tenant_table('webhook_secret');
CALL public.protect_tenant_table('webhook_delivery');
CALL public.protect_tenant_table('webhook_attempt');
