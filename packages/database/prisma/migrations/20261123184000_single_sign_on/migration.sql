-- DropIndex
DROP INDEX "auth"."sso_provider_brand_id_idx";

-- AlterTable
ALTER TABLE "auth"."session" ADD COLUMN     "sso_provider_id" UUID;

-- AlterTable
ALTER TABLE "auth"."sso_provider" ADD COLUMN     "client_secret" BYTEA,
ADD COLUMN     "default_role_id" UUID,
ADD COLUMN     "name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "required" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateTable
CREATE TABLE "auth"."sso_domain" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "proven_at" TIMESTAMPTZ(3),
    "proven_domain" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sso_domain_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sso_domain_proven_domain_key" ON "auth"."sso_domain"("proven_domain");

-- CreateIndex
CREATE UNIQUE INDEX "sso_domain_provider_id_domain_key" ON "auth"."sso_domain"("provider_id", "domain");

-- CreateIndex
CREATE INDEX "session_sso_provider_id_idx" ON "auth"."session"("sso_provider_id");

-- CreateIndex
CREATE UNIQUE INDEX "sso_provider_brand_id_id_key" ON "auth"."sso_provider"("brand_id", "id");

-- AddForeignKey
ALTER TABLE "auth"."session" ADD CONSTRAINT "session_sso_provider_id_fkey" FOREIGN KEY ("sso_provider_id") REFERENCES "auth"."sso_provider"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth"."sso_provider" ADD CONSTRAINT "sso_provider_brand_id_default_role_id_fkey" FOREIGN KEY ("brand_id", "default_role_id") REFERENCES "auth"."brand_role"("brand_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth"."sso_domain" ADD CONSTRAINT "sso_domain_brand_id_provider_id_fkey" FOREIGN KEY ("brand_id", "provider_id") REFERENCES "auth"."sso_provider"("brand_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

GRANT SELECT, INSERT, UPDATE, DELETE ON "auth"."sso_domain" TO luneo_auth;
