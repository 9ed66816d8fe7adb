-- The platform inside a brand, what not every brand has yet, and what all of them are told. Reached by the sign-in role
-- alone.
CREATE TABLE "auth"."support_session" (
    "id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "writes" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "support_session_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "auth"."feature_flag" (
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "percentage" INTEGER NOT NULL,
    "brands_on" UUID[],
    "brands_off" UUID[],
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "feature_flag_pkey" PRIMARY KEY ("name")
);

CREATE TABLE "auth"."announcement" (
    "id" UUID NOT NULL,
    "title_en" TEXT NOT NULL,
    "title_fr" TEXT NOT NULL,
    "text_en" TEXT NOT NULL,
    "text_fr" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "brand_ids" UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "announcement_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "support_session_brand_id_id_idx" ON "auth"."support_session"("brand_id", "id");

CREATE INDEX "announcement_ends_at_idx" ON "auth"."announcement"("ends_at");

ALTER TABLE "auth"."support_session" ADD CONSTRAINT "support_session_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "auth"."brand"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "auth"."support_session" ADD CONSTRAINT "support_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A support session is ended, not deleted.
GRANT SELECT, INSERT, UPDATE ON "auth"."support_session" TO luneo_auth;
GRANT SELECT, INSERT, UPDATE, DELETE ON "auth"."feature_flag" TO luneo_auth;
GRANT SELECT, INSERT, UPDATE, DELETE ON "auth"."announcement" TO luneo_auth;
