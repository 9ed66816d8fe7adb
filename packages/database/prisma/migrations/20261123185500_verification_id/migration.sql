-- The library keeps used SAML assertions under a digest, not a UUID.
ALTER TABLE "auth"."verification" ALTER COLUMN "id" TYPE TEXT USING "id"::text;
