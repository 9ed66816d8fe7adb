-- How a brand wants its production files.
CREATE TABLE "production_settings" (
    "brand_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "file_names" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "production_settings_pkey" PRIMARY KEY ("brand_id")
);
CALL public.protect_tenant_table('production_settings');

-- A name is looked up before it is given to another file.
CREATE INDEX "print_file_brand_id_file_name_idx" ON "print_file"("brand_id", "file_name");
