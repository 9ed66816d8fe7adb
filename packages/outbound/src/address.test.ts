import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTarget, kindOf, TLS_PORTS } from './index.ts';

const rules = { loopback: false, ports: TLS_PORTS };

/** Every way we know of to say an address that is not the public internet. */
const REFUSED = [
  // this machine
  'https://127.0.0.1/',
  'https://127.0.0.2/',
  'https://127.1/',
  'https://127.255.255.254/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.1/',
  'https://0177.0.0.1/',
  'https://017700000001/',
  'https://①②⑦.⓪.⓪.①/',
  'https://127.0.0.1./',
  'https://0.0.0.0/',
  'https://0/',
  'https://0.1.2.3/',
  'https://localhost/',
  'https://localhost./',
  'https://LOCALHOST/',
  'https://ｌｏｃａｌｈｏｓｔ/',
  'https://a.localhost/',
  'https://[::1]/',
  'https://[0:0:0:0:0:0:0:1]/',
  'https://[::]/',
  // networks of one's own
  'https://10.0.0.1/',
  'https://10.255.255.255/',
  'https://0xa000001/',
  'https://012.0.0.1/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.0.1/',
  'https://192.168.255.255/',
  'https://3232235777/',
  'https://100.64.0.1/',
  'https://100.127.255.255/',
  'https://[fc00::1]/',
  'https://[fd12:3456::1]/',
  'https://[fe80::1]/',
  'https://[fec0::1]/',
  // what tells a cloud's secrets
  'https://169.254.169.254/latest/meta-data/',
  'https://2852039166/',
  'https://0xA9FEA9FE/',
  'https://169.254.170.2/',
  'https://169.254.0.1/',
  'https://100.100.100.200/',
  'https://192.0.0.192/',
  'https://168.63.129.16/',
  'https://[fd00:ec2::254]/',
  'https://[fd20:ce::254]/',
  'https://[::ffff:169.254.169.254]/',
  // IPv4 in IPv6
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://[::ffff:8.8.8.8]/',
  'https://[::127.0.0.1]/',
  'https://[::7f00:1]/',
  'https://[::10.0.0.1]/',
  'https://[::ffff:0:127.0.0.1]/',
  'https://[64:ff9b::127.0.0.1]/',
  'https://[64:ff9b::a9fe:a9fe]/',
  'https://[64:ff9b:1::127.0.0.1]/',
  'https://[64:ff9b:1:fffe::a00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[2002:a9fe:a9fe::1]/',
  'https://[2002:808:808::1]/',
  'https://[2001::1]/',
  'https://[2001:0:7f00:1::1]/',
  // kept for something else
  'https://192.0.0.1/',
  'https://192.0.2.1/',
  'https://192.88.99.1/',
  'https://198.18.0.1/',
  'https://198.19.255.255/',
  'https://198.51.100.1/',
  'https://203.0.113.1/',
  'https://224.0.0.1/',
  'https://239.255.255.255/',
  'https://240.0.0.1/',
  'https://255.255.255.255/',
  'https://[100::1]/',
  'https://[2001:db8::1]/',
  'https://[2001:2::1]/',
  'https://[2001:10::1]/',
  'https://[2001:20::1]/',
  'https://[3fff::1]/',
  'https://[5f00::1]/',
  'https://[4000::1]/',
  'https://[ff02::1]/',
  // not what a receiver of ours looks like
  'http://receiver.example/',
  'http://127.0.0.1/',
  'http://localhost:3000/',
  'ftp://receiver.example/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:6379/_FLUSHALL',
  'javascript:alert(1)',
  'data:text/plain,x',
  'https://user@receiver.example/',
  'https://user:password@receiver.example/',
  'https://receiver.example@127.0.0.1/',
  'https://receiver.example:22/',
  'https://receiver.example:80/',
  'https://receiver.example:5432/',
  'https://receiver.example:6379/',
  'https://receiver.example:65535/',
  'https://256.256.256.256/',
  'https://',
  'https://[::1',
  '//receiver.example/',
  'receiver.example',
  '',
  `https://receiver.example/${'a'.repeat(2_100)}`,
];

const OPEN = [
  'https://receiver.example/hooks',
  'https://receiver.example:443/hooks?a=1#b',
  'https://receiver.example:8443/',
  'https://8.8.8.8/',
  'https://1.1.1.1/',
  'https://100.63.255.255/',
  'https://172.32.0.1/',
  'https://192.167.255.255/',
  'https://[2a00:1450:4001:82a::200e]/',
  'https://[2606:4700:4700::1111]/',
  'https://xn--mnchen-3ya.example/',
];

describe('targets', () => {
  it('are many', () => expect(new Set(REFUSED).size).toBeGreaterThanOrEqual(100));

  it.each(REFUSED.map((url) => [url.slice(0, 60), url]))('refuses %s', (_, url) => {
    expect(checkTarget(url, rules)).toMatchObject({ ok: false, error: { code: 'url_refused' } });
  });

  it.each(OPEN)('lets %s pass', (url) => expect(checkTarget(url, rules).ok).toBe(true));

  it('lets this machine be called where that is allowed, and nothing else besides', () => {
    const home = { ...rules, loopback: true };
    for (const url of [
      'http://localhost:3000/',
      'http://127.0.0.1:9/',
      'http://[::1]:80/',
      'https://a.localhost/',
    ])
      expect(checkTarget(url, home).ok, url).toBe(true);
    for (const url of [
      'http://receiver.example/',
      'http://10.0.0.1/',
      'https://169.254.169.254/',
      'http://0.0.0.0/',
    ])
      expect(checkTarget(url, home).ok, url).toBe(false);
  });
});

describe('addresses', () => {
  const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));

  it('carried inside IPv6 are never open, whatever they are', () => {
    fc.assert(
      fc.property(octets, ([a, b, c, d]) => {
        const v4 = `${a}.${b}.${c}.${d}`;
        const hex = ((a << 8) | b).toString(16);
        const rest = ((c << 8) | d).toString(16);
        for (const v6 of [`::ffff:${v4}`, `::${v4}`, `64:ff9b::${v4}`, `2002:${hex}:${rest}::1`])
          expect(kindOf(v6), v6).not.toBe('public');
      }),
    );
  });

  it('of a scope or no address at all are refused', () => {
    for (const text of ['fe80::1%eth0', '2606:4700::1%1', 'receiver.example', '', '1.2.3'])
      expect(kindOf(text)).toBe('refused');
  });
});
