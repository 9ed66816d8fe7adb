import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { CodedError } from '@luneo/kernel';
import { buildConnector } from 'undici';
import { kindOf } from './address.ts';

/** All addresses of a name. */
export type Resolve = (
  host: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

export const systemResolve: Resolve = (host) =>
  new Promise((resolve, reject) => {
    systemLookup(host, { all: true, verbatim: true }, (error, found) =>
      error === null ? resolve(found) : reject(error),
    );
  });

export const refusal = (reason: string, message: string): CodedError =>
  new CodedError({ code: 'url_refused', message, params: { reason } });

const closed = (): CodedError => refusal('address', 'the URL does not lead to the public internet');

/**
 * Opens sockets to allowed addresses only. A name is resolved here, once, and the socket goes to the very
 * address that was checked: an answer that changes between check and use changes nothing. One refused
 * address among several refuses the name. Literal addresses never pass a lookup, so they are looked at too,
 * and so is the other end of the open socket.
 */
export function guardedConnector({
  loopback,
  resolve,
  timeoutMs,
}: {
  readonly loopback: boolean;
  readonly resolve: Resolve;
  readonly timeoutMs: number;
}): buildConnector.connector {
  const allowed = (address: string): boolean => {
    const kind = kindOf(address);
    return kind === 'public' || (loopback && kind === 'loopback');
  };
  const lookup: LookupFunction = (host, options, done) => {
    resolve(host).then(
      (found) => {
        if (found.length === 0 || !found.every(({ address }) => allowed(address))) done(closed(), '', 0);
        else if (options.all) done(null, [...found]);
        else done(null, found[0]!.address, found[0]!.family);
      },
      (error: NodeJS.ErrnoException) => done(error, '', 0),
    );
  };
  const connect = buildConnector({ lookup, timeout: timeoutMs, maxCachedSessions: 0 });
  return (options, done) => {
    const host = options.hostname.replace(/^\[(.*)\]$/, '$1');
    if (isIP(host) !== 0 && !allowed(host)) {
      done(closed(), null);
      return;
    }
    connect(options, (...[error, socket]) => {
      if (error !== null) done(error, null);
      else if (socket.remoteAddress === undefined || !allowed(socket.remoteAddress)) {
        socket.destroy();
        done(closed(), null);
      } else done(null, socket);
    });
  };
}
