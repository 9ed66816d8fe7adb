import type { OAuthClient } from '@luneo/auth';
import type { PlanName } from '@luneo/billing';

/** What the API must know of where it runs; the composition root reads it from the configuration. */
export interface ApiSettings {
  /** Origin browsers reach the API at; asked late, because a test server learns its port by listening. */
  readonly publicOrigin: () => string;
  /** Origin of the customizer's frame and loader. */
  readonly widgetOrigin: () => string;
  /** Origins of our own pages besides: dashboard, admin portal. */
  readonly pageOrigins: () => readonly string[];
  /** Origin of the dashboard: where links in messages lead. */
  readonly dashboardOrigin: () => string;
  /** At least 32 random characters; keys for sessions and widget tokens are derived from it. */
  readonly secret: string;
  /** Proxies whose `X-Forwarded-…` are believed: addresses or ranges; empty = none. */
  readonly trustProxy: readonly string[];
  /** Requests a minute and credential; 0 = no limit. */
  readonly requestsPerMinute: number;
  /** Requests this process answers at a time; more are told to come again. */
  readonly concurrentRequests: number;
  /** Tries of a password a minute and address; 0 = no limit. */
  readonly passwordTriesPerMinute: number;
  readonly allowSignUp: boolean;
  /** Plan of every brand; `unlimited` unless given. */
  readonly plan?: PlanName;
  /** Applications registered with Google and GitHub; absent = that way is closed. */
  readonly google?: OAuthClient;
  readonly github?: OAuthClient;
  /** Where the range API of breached passwords is; absent = the built-in list alone. */
  readonly pwnedRangeUrl?: string;
  /** True outside production: `/dev/outbox` shows what was written, to this machine. */
  readonly outboxPage: boolean;
  /** True where browsers reach us by TLS: strict transport security, secure cookies. */
  readonly https: boolean;
  /** Previews drawn at a time. */
  readonly previewConcurrency: number;
  /** Jobs of a kind run at a time by this process. */
  readonly jobConcurrency: number;
  /** What a brand's library may hold; absent = no limit. */
  readonly libraryBytes?: number;
  /** Between two signs of life of an event stream, and two looks whether its credential still counts; 15 s unless given. */
  readonly streamBeatMs?: number;
  /** Days in which the erasure of a brand can be called off. */
  readonly erasureWaitDays: number;
  /** Built files of the customizer; absent = not served here. */
  readonly widgetFolder?: string;
  /** Mockup pictures. */
  readonly mockupFolder: string;
}
