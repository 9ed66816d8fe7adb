import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * What of IPv6 is the public internet: IANA gives out addresses of 2000::/3 only. Everything that carries an
 * IPv4 address or leads into a network of one's own (mapped, compatible, NAT64, ULA, link-local, …) is outside
 * or is named below.
 */
const GLOBAL_V6 = ipaddr.IPv6.parseCIDR('2000::/3');
const REFUSED_V6 = [
  '2001::/23', // IETF protocols: Teredo, benchmarking, ORCHID
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: an IPv4 address inside
  '3fff::/20', // documentation
].map((range) => ipaddr.IPv6.parseCIDR(range));
const REFUSED_V4 = [
  '168.63.129.16/32', // Azure answers its machines here, from an otherwise public range
  '192.88.99.0/24', // 6to4 relays
].map((range) => ipaddr.IPv4.parseCIDR(range));

export type AddressKind = 'public' | 'loopback' | 'refused';

/**
 * Whether a brand's URL may lead to this address. An allow-list: what is not certainly the public internet is
 * refused. `loopback` is kept apart because development may allow it.
 */
export function kindOf(address: string): AddressKind {
  // Stricter than ipaddr.js, which reads 1.2.3 as an address; a zone (`%eth0`) no public address has.
  if (isIP(address) === 0 || address.includes('%')) return 'refused';
  const parsed = ipaddr.parse(address);
  if (parsed.range() === 'loopback') return 'loopback';
  if (parsed instanceof ipaddr.IPv4) {
    const open = parsed.range() === 'unicast' && !REFUSED_V4.some((range) => parsed.match(range));
    return open ? 'public' : 'refused';
  }
  const v6 = parsed as ipaddr.IPv6;
  const open =
    v6.range() === 'unicast' && v6.match(GLOBAL_V6) && !REFUSED_V6.some((range) => v6.match(range));
  return open ? 'public' : 'refused';
}
