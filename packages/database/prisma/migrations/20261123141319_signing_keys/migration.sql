-- Keys that sign tokens. Ours, not a tenant's: reached by the sign-in role alone.
CREATE TABLE "auth"."signing_key" (
    "id" UUID NOT NULL,
    "public_jwk" JSONB NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "signing_key_pkey" PRIMARY KEY ("id")
);

GRANT SELECT, INSERT, UPDATE, DELETE ON "auth"."signing_key" TO luneo_auth;
