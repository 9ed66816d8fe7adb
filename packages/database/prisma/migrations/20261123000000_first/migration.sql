-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "auth";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "auth"."user" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth"."session" (
    "id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "active_brand_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth"."account" (
    "id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth"."verification" (
    "id" UUID NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth"."brand" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "logo" TEXT,
    "metadata" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "brand_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth"."member" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth"."invitation" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT,
    "status" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "inviter_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth"."api_key" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "allowed_origins" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "image_url" TEXT,
    "published_version" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_version" (
    "brand_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "product_version_pkey" PRIMARY KEY ("brand_id","product_id","version")
);

-- CreateTable
CREATE TABLE "variant" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "sku" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "options" JSONB NOT NULL,
    "substrate" TEXT,
    "position" INTEGER NOT NULL,

    CONSTRAINT "variant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "option" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "option_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "side" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "width_um" INTEGER NOT NULL,
    "height_um" INTEGER NOT NULL,
    "bleed_um" INTEGER NOT NULL,
    "safe_um" INTEGER NOT NULL,
    "substrate" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "side_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "print_area" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "side_id" UUID NOT NULL,
    "shape" TEXT NOT NULL,
    "x_um" INTEGER NOT NULL,
    "y_um" INTEGER NOT NULL,
    "width_um" INTEGER NOT NULL,
    "height_um" INTEGER NOT NULL,

    CONSTRAINT "print_area_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "price_book" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "book" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "price_book_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "asset" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "facts" JSONB NOT NULL,
    "proxy_hash" TEXT,
    "thumb_hash" TEXT,
    "shopper_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "asset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "design" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "product_version" INTEGER NOT NULL,
    "shopper_id" UUID,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "document" JSONB NOT NULL,
    "document_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "design_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "design_version" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "design_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "product_version" INTEGER NOT NULL,
    "variant_id" UUID NOT NULL,
    "document" JSONB NOT NULL,
    "document_hash" TEXT NOT NULL,
    "scene_hash" TEXT NOT NULL,
    "quote" JSONB NOT NULL,
    "findings" JSONB NOT NULL,
    "pins" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "design_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "design_version_asset" (
    "brand_id" UUID NOT NULL,
    "design_version_id" UUID NOT NULL,
    "asset_id" UUID NOT NULL,

    CONSTRAINT "design_version_asset_pkey" PRIMARY KEY ("brand_id","design_version_id","asset_id")
);

-- CreateTable
CREATE TABLE "order" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "customer_name" TEXT NOT NULL,
    "customer_email" TEXT NOT NULL,
    "ship_to" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "line_item" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "design_version_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "product_name" TEXT NOT NULL,
    "variant_id" UUID NOT NULL,
    "variant_name" TEXT NOT NULL,
    "sku" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "quote" JSONB NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "line_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "production_job" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "line_item_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "reason_code" TEXT,
    "reason_message" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "production_job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "print_file" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "production_job_id" UUID NOT NULL,
    "side" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "certificate_hash" TEXT NOT NULL,
    "proof_hash" TEXT NOT NULL,
    "recipe" TEXT NOT NULL,
    "parity_ppm" DOUBLE PRECISION,
    "parity_hold" BOOLEAN NOT NULL,
    "findings" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "print_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "render" (
    "brand_id" UUID NOT NULL,
    "scene_hash" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "recipe" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "certificate_hash" TEXT NOT NULL,
    "proof_hash" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "parity_ppm" DOUBLE PRECISION,
    "parity_hold" BOOLEAN NOT NULL,
    "findings" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "render_pkey" PRIMARY KEY ("brand_id","scene_hash","side","recipe")
);

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "order_id" UUID,
    "request_id" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "brand_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" INTEGER,
    "answer" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("brand_id","operation","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "auth"."user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "auth"."session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "auth"."session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "auth"."account"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_provider_id_account_id_key" ON "auth"."account"("provider_id", "account_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "auth"."verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "brand_slug_key" ON "auth"."brand"("slug");

-- CreateIndex
CREATE INDEX "member_user_id_idx" ON "auth"."member"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "member_brand_id_user_id_key" ON "auth"."member"("brand_id", "user_id");

-- CreateIndex
CREATE INDEX "invitation_brand_id_idx" ON "auth"."invitation"("brand_id");

-- CreateIndex
CREATE INDEX "invitation_email_idx" ON "auth"."invitation"("email");

-- CreateIndex
CREATE INDEX "api_key_prefix_idx" ON "auth"."api_key"("prefix");

-- CreateIndex
CREATE INDEX "api_key_brand_id_idx" ON "auth"."api_key"("brand_id");

-- CreateIndex
CREATE UNIQUE INDEX "product_brand_id_id_key" ON "product"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "product_brand_id_slug_key" ON "product"("brand_id", "slug");

-- CreateIndex
CREATE INDEX "variant_brand_id_product_id_idx" ON "variant"("brand_id", "product_id");

-- CreateIndex
CREATE UNIQUE INDEX "variant_brand_id_id_key" ON "variant"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "variant_brand_id_sku_key" ON "variant"("brand_id", "sku");

-- CreateIndex
CREATE UNIQUE INDEX "option_brand_id_product_id_key_key" ON "option"("brand_id", "product_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "side_brand_id_id_key" ON "side"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "side_brand_id_product_id_key_key" ON "side"("brand_id", "product_id", "key");

-- CreateIndex
CREATE INDEX "print_area_brand_id_side_id_idx" ON "print_area"("brand_id", "side_id");

-- CreateIndex
CREATE UNIQUE INDEX "price_book_brand_id_product_id_version_key" ON "price_book"("brand_id", "product_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "asset_brand_id_id_key" ON "asset"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "asset_brand_id_hash_key" ON "asset"("brand_id", "hash");

-- CreateIndex
CREATE INDEX "design_brand_id_shopper_id_idx" ON "design"("brand_id", "shopper_id");

-- CreateIndex
CREATE UNIQUE INDEX "design_brand_id_id_key" ON "design"("brand_id", "id");

-- CreateIndex
CREATE INDEX "design_version_brand_id_scene_hash_idx" ON "design_version"("brand_id", "scene_hash");

-- CreateIndex
CREATE UNIQUE INDEX "design_version_brand_id_id_key" ON "design_version"("brand_id", "id");

-- CreateIndex
CREATE INDEX "design_version_asset_brand_id_asset_id_idx" ON "design_version_asset"("brand_id", "asset_id");

-- CreateIndex
CREATE INDEX "order_brand_id_created_at_id_idx" ON "order"("brand_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "order_brand_id_status_created_at_idx" ON "order"("brand_id", "status", "created_at");

-- CreateIndex
CREATE INDEX "order_brand_id_total_minor_id_idx" ON "order"("brand_id", "total_minor", "id");

-- CreateIndex
CREATE UNIQUE INDEX "order_brand_id_id_key" ON "order"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "order_brand_id_external_id_key" ON "order"("brand_id", "external_id");

-- CreateIndex
CREATE INDEX "line_item_brand_id_design_version_id_idx" ON "line_item"("brand_id", "design_version_id");

-- CreateIndex
CREATE UNIQUE INDEX "line_item_brand_id_id_key" ON "line_item"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "line_item_brand_id_order_id_external_id_key" ON "line_item"("brand_id", "order_id", "external_id");

-- CreateIndex
CREATE INDEX "production_job_brand_id_status_idx" ON "production_job"("brand_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "production_job_brand_id_id_key" ON "production_job"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "production_job_brand_id_line_item_id_key" ON "production_job"("brand_id", "line_item_id");

-- CreateIndex
CREATE UNIQUE INDEX "print_file_brand_id_production_job_id_side_key" ON "print_file"("brand_id", "production_job_id", "side");

-- CreateIndex
CREATE INDEX "event_brand_id_created_at_idx" ON "event"("brand_id", "created_at");

-- CreateIndex
CREATE INDEX "event_brand_id_order_id_idx" ON "event"("brand_id", "order_id");

-- AddForeignKey
ALTER TABLE "auth"."session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth"."account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth"."member" ADD CONSTRAINT "member_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "auth"."brand"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth"."member" ADD CONSTRAINT "member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth"."invitation" ADD CONSTRAINT "invitation_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "auth"."brand"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth"."invitation" ADD CONSTRAINT "invitation_inviter_id_fkey" FOREIGN KEY ("inviter_id") REFERENCES "auth"."user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth"."api_key" ADD CONSTRAINT "api_key_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "auth"."brand"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_version" ADD CONSTRAINT "product_version_brand_id_product_id_fkey" FOREIGN KEY ("brand_id", "product_id") REFERENCES "product"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "variant" ADD CONSTRAINT "variant_brand_id_product_id_fkey" FOREIGN KEY ("brand_id", "product_id") REFERENCES "product"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "option" ADD CONSTRAINT "option_brand_id_product_id_fkey" FOREIGN KEY ("brand_id", "product_id") REFERENCES "product"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "side" ADD CONSTRAINT "side_brand_id_product_id_fkey" FOREIGN KEY ("brand_id", "product_id") REFERENCES "product"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "print_area" ADD CONSTRAINT "print_area_brand_id_side_id_fkey" FOREIGN KEY ("brand_id", "side_id") REFERENCES "side"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_book" ADD CONSTRAINT "price_book_brand_id_product_id_fkey" FOREIGN KEY ("brand_id", "product_id") REFERENCES "product"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "design" ADD CONSTRAINT "design_brand_id_product_id_fkey" FOREIGN KEY ("brand_id", "product_id") REFERENCES "product"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "design" ADD CONSTRAINT "design_brand_id_product_id_product_version_fkey" FOREIGN KEY ("brand_id", "product_id", "product_version") REFERENCES "product_version"("brand_id", "product_id", "version") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "design_version" ADD CONSTRAINT "design_version_brand_id_design_id_fkey" FOREIGN KEY ("brand_id", "design_id") REFERENCES "design"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "design_version" ADD CONSTRAINT "design_version_brand_id_product_id_product_version_fkey" FOREIGN KEY ("brand_id", "product_id", "product_version") REFERENCES "product_version"("brand_id", "product_id", "version") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "design_version_asset" ADD CONSTRAINT "design_version_asset_brand_id_design_version_id_fkey" FOREIGN KEY ("brand_id", "design_version_id") REFERENCES "design_version"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "design_version_asset" ADD CONSTRAINT "design_version_asset_brand_id_asset_id_fkey" FOREIGN KEY ("brand_id", "asset_id") REFERENCES "asset"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "line_item" ADD CONSTRAINT "line_item_brand_id_order_id_fkey" FOREIGN KEY ("brand_id", "order_id") REFERENCES "order"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "line_item" ADD CONSTRAINT "line_item_brand_id_design_version_id_fkey" FOREIGN KEY ("brand_id", "design_version_id") REFERENCES "design_version"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "production_job" ADD CONSTRAINT "production_job_brand_id_line_item_id_fkey" FOREIGN KEY ("brand_id", "line_item_id") REFERENCES "line_item"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "print_file" ADD CONSTRAINT "print_file_brand_id_production_job_id_fkey" FOREIGN KEY ("brand_id", "production_job_id") REFERENCES "production_job"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_brand_id_order_id_fkey" FOREIGN KEY ("brand_id", "order_id") REFERENCES "order"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- Row-level security. A transaction says for which brand it acts by the transaction-local setting
-- app.brand_id; without it there are no rows. FORCE binds the owner too.
DO $$
DECLARE
  tenant_table text;
BEGIN
  FOR tenant_table IN
    SELECT c.relname
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'brand_id' AND NOT a.attisdropped
    WHERE n.nspname = 'public' AND c.relkind = 'r'
  LOOP
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
      'CREATE POLICY tenant ON public.%I
         USING (brand_id = nullif(current_setting(''app.brand_id'', true), '''')::uuid)
         WITH CHECK (brand_id = nullif(current_setting(''app.brand_id'', true), '''')::uuid)',
      tenant_table);
  END LOOP;
END
$$;

-- The two roles of the running system. They exist before the first migration where a server has its own
-- way of making roles; here they are made without a password where they are missing.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'luneo_app') THEN
    CREATE ROLE luneo_app NOLOGIN NOBYPASSRLS;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'luneo_auth') THEN
    CREATE ROLE luneo_auth NOLOGIN NOBYPASSRLS;
  END IF;
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO luneo_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO luneo_app;
REVOKE ALL ON TABLE public._prisma_migrations FROM luneo_app;

-- What was published, frozen, recorded or rendered is never changed.
REVOKE UPDATE, DELETE ON public.product_version, public.price_book, public.design_version,
  public.design_version_asset, public.event, public.render FROM luneo_app;

REVOKE ALL ON SCHEMA auth FROM PUBLIC;
GRANT USAGE ON SCHEMA auth TO luneo_auth;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA auth TO luneo_auth;

-- The job queue makes its own tables here, as the owner; requests only enqueue.
CREATE SCHEMA IF NOT EXISTS jobs;
GRANT USAGE ON SCHEMA jobs TO luneo_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA jobs GRANT SELECT, INSERT ON TABLES TO luneo_app;
