-- AlterTable
ALTER TABLE "auth"."user" ADD COLUMN     "two_factor_enabled" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "auth"."member" ADD COLUMN     "role_id" UUID;

-- AlterTable
ALTER TABLE "auth"."invitation" ADD COLUMN     "role_id" UUID,
ADD COLUMN     "token_hash" BYTEA;

-- CreateTable
CREATE TABLE "auth"."brand_role" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "permissions" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "brand_role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth"."two_factor" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "secret" TEXT NOT NULL,
    "backup_codes" TEXT NOT NULL,
    "verified" BOOLEAN NOT NULL DEFAULT true,
    "failed_verification_count" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "two_factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth"."passkey" (
    "id" UUID NOT NULL,
    "name" TEXT,
    "public_key" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "credential_id" TEXT NOT NULL,
    "counter" INTEGER NOT NULL,
    "device_type" TEXT NOT NULL,
    "backed_up" BOOLEAN NOT NULL,
    "transports" TEXT,
    "aaguid" TEXT,
    "created_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth"."sso_provider" (
    "id" UUID NOT NULL,
    "provider_id" TEXT NOT NULL,
    "brand_id" UUID NOT NULL,
    "user_id" UUID,
    "issuer" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "domain_verified" BOOLEAN NOT NULL DEFAULT false,
    "oidc_config" TEXT,
    "saml_config" TEXT,
    "default_role" TEXT NOT NULL DEFAULT 'viewer',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sso_provider_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth"."message" (
    "id" UUID NOT NULL,
    "brand_id" UUID,
    "kind" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "brand_role_brand_id_id_key" ON "auth"."brand_role"("brand_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "brand_role_brand_id_name_key" ON "auth"."brand_role"("brand_id", "name");

-- CreateIndex
CREATE INDEX "two_factor_user_id_idx" ON "auth"."two_factor"("user_id");

-- CreateIndex
CREATE INDEX "two_factor_secret_idx" ON "auth"."two_factor"("secret");

-- CreateIndex
CREATE UNIQUE INDEX "passkey_credential_id_key" ON "auth"."passkey"("credential_id");

-- CreateIndex
CREATE INDEX "passkey_user_id_idx" ON "auth"."passkey"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "sso_provider_provider_id_key" ON "auth"."sso_provider"("provider_id");

-- CreateIndex
CREATE INDEX "sso_provider_brand_id_idx" ON "auth"."sso_provider"("brand_id");

-- CreateIndex
CREATE INDEX "sso_provider_domain_idx" ON "auth"."sso_provider"("domain");

-- CreateIndex
CREATE INDEX "message_created_at_idx" ON "auth"."message"("created_at");

-- CreateIndex
CREATE INDEX "message_recipient_idx" ON "auth"."message"("recipient");

-- CreateIndex
CREATE INDEX "invitation_token_hash_idx" ON "auth"."invitation"("token_hash");

-- AddForeignKey
ALTER TABLE "auth"."member" ADD CONSTRAINT "member_brand_id_role_id_fkey" FOREIGN KEY ("brand_id", "role_id") REFERENCES "auth"."brand_role"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth"."invitation" ADD CONSTRAINT "invitation_brand_id_role_id_fkey" FOREIGN KEY ("brand_id", "role_id") REFERENCES "auth"."brand_role"("brand_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth"."brand_role" ADD CONSTRAINT "brand_role_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "auth"."brand"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth"."two_factor" ADD CONSTRAINT "two_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth"."passkey" ADD CONSTRAINT "passkey_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth"."sso_provider" ADD CONSTRAINT "sso_provider_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "auth"."brand"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth"."sso_provider" ADD CONSTRAINT "sso_provider_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Out of luneo_app's reach, like all of `auth`.
GRANT SELECT, INSERT, UPDATE, DELETE ON "auth"."brand_role", "auth"."two_factor", "auth"."passkey",
  "auth"."sso_provider", "auth"."message" TO luneo_auth;
