-- The owner of the installation. Not a tenant's rows: reached by the sign-in role alone.
ALTER TABLE "auth"."brand" ADD COLUMN "suspended_at" TIMESTAMPTZ(3),
ADD COLUMN "suspended_reason" TEXT;

CREATE TABLE "auth"."platform_owner" (
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "platform_owner_pkey" PRIMARY KEY ("user_id")
);

CREATE TABLE "auth"."platform_act" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "user_id" UUID NOT NULL,
    "operation" TEXT NOT NULL,
    "brand_id" UUID,
    "reason" TEXT,
    "details" JSONB NOT NULL,
    "request_id" TEXT NOT NULL,
    "ip" TEXT NOT NULL,
    "user_agent" TEXT,

    CONSTRAINT "platform_act_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "platform_act_brand_id_id_idx" ON "auth"."platform_act"("brand_id", "id");

ALTER TABLE "auth"."platform_owner" ADD CONSTRAINT "platform_owner_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

GRANT SELECT, INSERT, UPDATE, DELETE ON "auth"."platform_owner" TO luneo_auth;
-- What was done stays as it was written.
GRANT SELECT, INSERT ON "auth"."platform_act" TO luneo_auth;
