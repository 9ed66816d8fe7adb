-- What the platform's owner set for one brand: a plan, a limit, a feature. `value` is the plan's name, a count (null =
-- no limit) or true or false.
CREATE TABLE "auth"."plan_override" (
    "brand_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "until" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plan_override_pkey" PRIMARY KEY ("brand_id","name")
);
ALTER TABLE "auth"."plan_override" ADD CONSTRAINT "plan_override_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "auth"."brand"("id") ON DELETE CASCADE ON UPDATE CASCADE;
GRANT SELECT, INSERT, UPDATE, DELETE ON "auth"."plan_override" TO luneo_auth;

-- Calls with live secret keys, by calendar month (UTC).
CREATE TABLE "auth"."api_use" (
    "brand_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "calls" BIGINT NOT NULL,

    CONSTRAINT "api_use_pkey" PRIMARY KEY ("brand_id","month")
);
ALTER TABLE "auth"."api_use" ADD CONSTRAINT "api_use_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "auth"."brand"("id") ON DELETE CASCADE ON UPDATE CASCADE;
GRANT SELECT, INSERT, UPDATE, DELETE ON "auth"."api_use" TO luneo_auth;

-- Alerts given, so that each is given once. `period` is when the count began; the epoch for what no month counts.
CREATE TABLE "quota_alert" (
    "brand_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "period" TIMESTAMPTZ(3) NOT NULL,
    "percent" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quota_alert_pkey" PRIMARY KEY ("brand_id","name","period","percent")
);
CALL public.protect_tenant_table('quota_alert');

CREATE INDEX "print_file_brand_id_created_at_idx" ON "print_file"("brand_id", "created_at");
