import { z } from 'zod';
import { Secret } from './secret.ts';

/**
 * Every variable Luneo reads, and the only list of them: `docs/configuration.md` and `.env.example`
 * are written from it. `development` is the default outside production; a variable with
 * `production: 'required'` has none there.
 */
export interface Variable<T extends z.ZodType = z.ZodType> {
  readonly schema: T;
  readonly about: string;
  readonly expected: string;
  readonly example: string;
  readonly group: string;
  readonly production?: 'required';
  readonly secret?: boolean;
  /** Variables that must be set where this one is. */
  readonly needs?: readonly string[];
}
const variable = <T extends z.ZodType>(v: Variable<T>): Variable<T> => v;

const port = z.coerce.number().int().min(0).max(65_535);
const count = (min: number, max: number, preset: number) =>
  z.coerce.number().int().min(min).max(max).default(preset);
const flag = (preset: 'true' | 'false') =>
  z
    .enum(['true', 'false'])
    .default(preset)
    .transform((text) => text === 'true');
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  );
const origin = z
  .string()
  .refine((text) => URL.canParse(text) && new URL(text).origin === text, 'expected an origin')
  .optional();
const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//)
  .transform((text) => new Secret(text))
  .optional();

const redisUrl = z
  .string()
  .regex(/^rediss?:\/\//)
  .refine((text) => URL.canParse(text))
  .transform((text) => new Secret(text))
  .optional();

/** Shortest secret taken: 32 characters of the 64 in base64 are 192 bits. */
const SECRET_LENGTH = 32;
const WEAK = /^(.)\1*$|changeme|secret|password|example|luneo/i;
const secret = z
  .string()
  .min(SECRET_LENGTH)
  .refine((text) => !WEAK.test(text) && new Set(text).size >= 12, 'too easy to guess')
  .transform((text) => new Secret(text))
  .optional();

const clientSecret = z
  .string()
  .min(1)
  .transform((text) => new Secret(text))
  .optional();

const ORIGIN = 'scheme, host and port without a path';
const URL_OF = 'postgresql://user:password@host:5432/database';

export const VARIABLES = {
  LUNEO_ENV: variable({
    group: 'Server',
    schema: z.enum(['development', 'test', 'production']).default('development'),
    about: 'In production nothing has an unsafe default.',
    expected: 'development, test or production',
    example: 'production',
  }),
  HOST: variable({
    group: 'Server',
    schema: z.string().min(1).default('127.0.0.1'),
    about: 'Address to listen on.',
    expected: 'an IP address or host name',
    example: '0.0.0.0',
  }),
  PORT: variable({
    group: 'Server',
    schema: port.default(3000),
    about: 'First port: dashboard, API and widget. The demo shop takes the next. 0 = any free ports.',
    expected: 'a number from 0 to 65535',
    example: '3000',
  }),
  LUNEO_ROLES: variable({
    group: 'Server',
    schema: z
      .string()
      .default('api,worker')
      .transform((text) => text.split(',').map((role) => role.trim()))
      .pipe(z.array(z.enum(['api', 'worker'])).min(1)),
    about: 'What this process does.',
    expected: 'api, worker or both',
    example: 'api,worker',
  }),
  LUNEO_DATA_DIR: variable({
    group: 'Server',
    schema: z.string().min(1).default('.luneo'),
    about: 'Folder of the embedded database, stored files and demo log-ins.',
    expected: 'a path',
    example: '/var/lib/luneo',
  }),
  LUNEO_DEMO: variable({
    group: 'Server',
    schema: z
      .enum(['true', 'false'])
      .optional()
      .transform((text) => (text === undefined ? undefined : text === 'true')),
    about: 'Demo brand and demo shop; on in development only unless set.',
    expected: 'true or false',
    example: 'false',
  }),
  LUNEO_PLAN: variable({
    group: 'Server',
    schema: z.enum(['starter', 'pro', 'business', 'enterprise', 'unlimited']).default('unlimited'),
    about: 'Plan of every brand where nothing is sold.',
    expected: 'starter, pro, business, enterprise or unlimited',
    example: 'unlimited',
  }),
  LOG_LEVEL: variable({
    group: 'Server',
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    about: 'Least important log lines to write.',
    expected: 'trace, debug, info, warn, error, fatal or silent',
    example: 'info',
  }),
  TRUST_PROXY: variable({
    group: 'Server',
    schema: list,
    about: 'Proxies whose X-Forwarded headers are believed. Empty = none.',
    expected: 'addresses or CIDR ranges, comma-separated',
    example: '127.0.0.1,10.0.0.0/8',
  }),
  APP_ORIGIN: variable({
    group: 'Addresses',
    schema: origin,
    production: 'required',
    about: 'Where browsers reach the dashboard.',
    expected: ORIGIN,
    example: 'https://app.luneo.app',
  }),
  API_ORIGIN: variable({
    group: 'Addresses',
    schema: origin,
    production: 'required',
    about: 'Where browsers and servers reach the API.',
    expected: ORIGIN,
    example: 'https://api.luneo.app',
  }),
  CDN_ORIGIN: variable({
    group: 'Addresses',
    schema: origin,
    about: "Where the customizer's loader and frame are served; the API's origin unless set.",
    expected: ORIGIN,
    example: 'https://cdn.luneo.app',
  }),
  DEMO_SHOP_ORIGIN: variable({
    group: 'Addresses',
    schema: origin,
    about: 'Where browsers reach the demo shop, when it is on behind a proxy.',
    expected: ORIGIN,
    example: 'https://shop.luneo.app',
  }),
  DATABASE_URL: variable({
    group: 'Database',
    schema: postgresUrl,
    production: 'required',
    secret: true,
    about:
      'PostgreSQL as the role luneo_app, which owns nothing. May be a transaction pooler. Unset in development = embedded.',
    expected: URL_OF,
    example: 'postgresql://luneo_app:…@db.internal:6432/luneo',
  }),
  DATABASE_AUTH_URL: variable({
    group: 'Database',
    schema: postgresUrl,
    production: 'required',
    secret: true,
    about: 'The same database as the role luneo_auth, which alone reaches the sign-in tables.',
    expected: URL_OF,
    example: 'postgresql://luneo_auth:…@db.internal:6432/luneo',
  }),
  DATABASE_DIRECT_URL: variable({
    group: 'Database',
    schema: postgresUrl,
    production: 'required',
    secret: true,
    about: 'The same database as its owner, past any pooler: migrations, and LISTEN for jobs.',
    expected: URL_OF,
    example: 'postgresql://luneo_owner:…@db.internal:5432/luneo',
  }),
  REDIS_URL: variable({
    group: 'Cache',
    schema: redisUrl,
    secret: true,
    about:
      'Redis where several API processes count requests and share what they remember. Nothing in it is kept. Unset = each process alone.',
    expected: 'redis://… or, by TLS, rediss://…',
    example: 'rediss://default:…@cache.internal:6379',
  }),
  STORAGE_DIR: variable({
    group: 'Storage',
    schema: z.string().min(1).optional(),
    about: 'Folder of stored files; `blobs` in the data folder unless set.',
    expected: 'a path',
    example: '/srv/luneo/blobs',
  }),
  STORAGE_S3_BUCKET: variable({
    group: 'Storage',
    schema: z.string().min(3).max(63).optional(),
    needs: ['STORAGE_S3_REGION', 'STORAGE_S3_ACCESS_KEY_ID', 'STORAGE_S3_SECRET_ACCESS_KEY'],
    about: 'Bucket of an S3-compatible service for stored files and previews; unset = the folder.',
    expected: 'the name of a bucket',
    example: 'luneo-blobs',
  }),
  STORAGE_S3_ENDPOINT: variable({
    group: 'Storage',
    schema: origin,
    about: 'Address of the service; AWS unless set.',
    expected: ORIGIN,
    example: 'https://fsn1.your-objectstorage.com',
  }),
  STORAGE_S3_REGION: variable({
    group: 'Storage',
    schema: z.string().min(1).optional(),
    about: 'Region of the bucket (`auto` for Cloudflare R2).',
    expected: 'a region',
    example: 'eu-central-1',
  }),
  STORAGE_S3_ACCESS_KEY_ID: variable({
    group: 'Storage',
    schema: z.string().min(1).optional(),
    about: 'Access key of the bucket.',
    expected: 'the id of an access key',
    example: 'AKIA0000000000000000',
  }),
  STORAGE_S3_SECRET_ACCESS_KEY: variable({
    group: 'Storage',
    schema: z
      .string()
      .min(1)
      .transform((text) => new Secret(text))
      .optional(),
    secret: true,
    about: 'Secret of that access key.',
    expected: 'the secret of an access key',
    example: 'wJalr…',
  }),
  STORAGE_S3_PATH_STYLE: variable({
    group: 'Storage',
    schema: flag('false'),
    about: 'Bucket in the path instead of the host name (MinIO and the like).',
    expected: 'true or false',
    example: 'true',
  }),
  CLOUDINARY_URL: variable({
    group: 'Storage',
    schema: z
      .string()
      .regex(/^cloudinary:\/\/[^:@/]+:[^:@/]+@[\w-]+$/)
      .transform((text) => new Secret(text))
      .optional(),
    secret: true,
    about: 'Keeps previews in Cloudinary. Print files never go there.',
    expected: 'cloudinary://key:secret@cloud',
    example: 'cloudinary://123456789012345:…@my-cloud',
  }),
  LUNEO_SECRET: variable({
    group: 'Sign-in',
    schema: secret,
    production: 'required',
    secret: true,
    about:
      'Keys for sessions and widget tokens are derived from it. Unset in development = made once and kept in the data folder.',
    expected: `at least ${SECRET_LENGTH} random characters`,
    example: 'output of: openssl rand -base64 48',
  }),
  ALLOW_SIGN_UP: variable({
    group: 'Sign-in',
    schema: flag('false'),
    about: 'Whether anybody may make an account.',
    expected: 'true or false',
    example: 'false',
  }),
  GOOGLE_CLIENT_ID: variable({
    group: 'Sign-in',
    schema: z.string().min(1).optional(),
    needs: ['GOOGLE_CLIENT_SECRET'],
    about:
      'Application for sign-in with Google; its callback is `<API_ORIGIN>/auth/callback/google`. Unset = closed.',
    expected: 'the client id',
    example: '1234567890-abc.apps.googleusercontent.com',
  }),
  GOOGLE_CLIENT_SECRET: variable({
    group: 'Sign-in',
    schema: clientSecret,
    secret: true,
    needs: ['GOOGLE_CLIENT_ID'],
    about: 'Its secret.',
    expected: 'the client secret',
    example: '…',
  }),
  GITHUB_CLIENT_ID: variable({
    group: 'Sign-in',
    schema: z.string().min(1).optional(),
    needs: ['GITHUB_CLIENT_SECRET'],
    about:
      'Application for sign-in with GitHub; its callback is `<API_ORIGIN>/auth/callback/github`. Unset = closed.',
    expected: 'the client id',
    example: 'Iv1.0123456789abcdef',
  }),
  GITHUB_CLIENT_SECRET: variable({
    group: 'Sign-in',
    schema: clientSecret,
    secret: true,
    needs: ['GITHUB_CLIENT_ID'],
    about: 'Its secret.',
    expected: 'the client secret',
    example: '…',
  }),
  AUTH_PWNED_RANGE_URL: variable({
    group: 'Sign-in',
    schema: z
      .url({ protocol: /^https?$/ })
      .refine((text) => text.endsWith('/'), 'expected a closing slash')
      .optional(),
    about:
      'Range API of breached passwords; it is sent five digits of a hash. Unset, or away = the built-in list alone.',
    expected: 'a URL that ends in a slash',
    example: 'https://api.pwnedpasswords.com/range/',
  }),
  PASSWORD_TRIES_PER_MINUTE: variable({
    group: 'Limits',
    schema: count(0, 1_000, 10),
    about: 'Tries of a password a minute and address; 0 = no limit.',
    expected: 'a number from 0 to 1000',
    example: '10',
  }),
  REQUESTS_PER_MINUTE: variable({
    group: 'Limits',
    schema: count(0, 1_000_000, 1_200),
    about: 'Requests a minute and credential (or address without one); 0 = no limit.',
    expected: 'a number from 0 to 1000000',
    example: '1200',
  }),
  CONCURRENT_REQUESTS: variable({
    group: 'Limits',
    schema: count(4, 10_000, 64),
    about: 'Requests this process answers at a time; more get a 503 at once and are told to come again.',
    expected: 'a number from 4 to 10000',
    example: '64',
  }),
  ERASURE_WAIT_DAYS: variable({
    group: 'Limits',
    schema: count(0, 90, 7),
    about: 'Days between the wish to erase a brand and its erasure, in which it can be called off.',
    expected: 'a number from 0 to 90',
    example: '7',
  }),
  PREVIEW_CONCURRENCY: variable({
    group: 'Limits',
    schema: count(1, 64, 2),
    about: 'Previews drawn at a time by this process.',
    expected: 'a number from 1 to 64',
    example: '2',
  }),
  JOB_CONCURRENCY: variable({
    group: 'Limits',
    schema: count(1, 64, 2),
    about: 'Jobs of a kind run at a time by this process.',
    expected: 'a number from 1 to 64',
    example: '2',
  }),
  RENDER_WORKERS: variable({
    group: 'Limits',
    schema: count(0, 64, 0),
    about: 'Render processes; 0 = one on a machine of 4 GB or less, else one a core.',
    expected: 'a number from 0 to 64',
    example: '0',
  }),
} as const;

export type VariableName = keyof typeof VARIABLES;
export type Values = { readonly [K in VariableName]: z.output<(typeof VARIABLES)[K]['schema']> };
