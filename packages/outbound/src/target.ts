import { isIP } from 'node:net';
import { type Fault, fault, ok, type Result } from '@luneo/kernel';
import { kindOf } from './address.ts';

export interface TargetRules {
  /** True in development and tests: this machine may be called, by http too, at any port. */
  readonly loopback: boolean;
  /** Ports a public host may be called at. */
  readonly ports: readonly number[];
}

/** Where TLS answers by custom. Any other port is more likely a service nobody meant to offer. */
export const TLS_PORTS: readonly number[] = [443, 8443];

const LONGEST_URL = 2_048;
const LOOPBACK_NAME = /^(localhost|.+\.localhost)\.?$/;

/** The host as sockets want it: IPv6 without brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

const namesLoopback = (host: string): boolean =>
  LOOPBACK_NAME.test(host) || (isIP(host) !== 0 && kindOf(host) === 'loopback');

const refused = (reason: string, message: string): Result<never, Fault> =>
  fault('url_refused', message, { params: { reason } });

/**
 * What can be said of a URL by looking at it: enough to refuse it in a form. Where its name leads is only
 * known when the socket opens, and is checked there.
 */
export function checkTarget(text: string, { loopback, ports }: TargetRules): Result<URL, Fault> {
  if (text.length > LONGEST_URL || !URL.canParse(text)) return refused('malformed', 'this is not a URL');
  const url = new URL(text);
  const host = hostOf(url);
  const home = loopback && namesLoopback(host);
  if (url.protocol !== 'https:' && !(home && url.protocol === 'http:'))
    return refused('scheme', 'the URL must begin with https://');
  if (url.username !== '' || url.password !== '')
    return refused('credentials', 'the URL must not hold a user name or password');
  if (home) return ok(url);
  const port = url.port === '' ? 443 : Number(url.port);
  if (!ports.includes(port)) return refused('port', `the port must be one of ${ports.join(', ')}`);
  if (namesLoopback(host) || (isIP(host) !== 0 && kindOf(host) !== 'public'))
    return refused('address', 'the URL does not lead to the public internet');
  return ok(url);
}
