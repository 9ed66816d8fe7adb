import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samlConfigOf, samlFault, samlSettingsOf } from './sso-saml.ts';

const base64 = (xml: string): string => Buffer.from(xml).toString('base64');
const algorithm = (name: string): string => base64(`<a><b Algorithm="${name}"/></a>`);

describe('a SAML answer', () => {
  it.each([
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'http://www.w3.org/2001/04/xmlenc#sha512',
    'http://www.w3.org/2001/10/xml-exc-c14n#',
  ])('may be signed with %s', (name) => {
    expect(samlFault(algorithm(name))).toBeUndefined();
  });

  it.each([
    'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
    'http://www.w3.org/2000/09/xmldsig#sha1',
    'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
    'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256',
    'http://www.w3.org/2001/04/xmldsig-more#rsa-md5',
    'http://www.w3.org/TR/1999/REC-xslt-19991116',
    'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha&#50;56',
    '',
  ])('not with "%s"', (name) => {
    expect(samlFault(algorithm(name))).toBe('saml_algorithm_not_allowed');
  });

  it('is refused wherever the algorithm stands, however it is written', () => {
    const sha1 = 'http://www.w3.org/2000/09/xmldsig#sha1';
    fc.assert(
      fc.property(
        fc.constantFrom('"', "'"),
        fc.array(fc.constantFrom(' ', '\n', '\t'), { maxLength: 3 }),
        fc.constantFrom('<x>', '<x y="1">', ''),
        (quote, space, before) => {
          const gap = space.join('');
          const xml = `${before}<d:M xmlns:d="e"${gap || ' '}Algorithm${gap}=${gap}${quote}${sha1}${quote}/>`;
          expect(samlFault(base64(xml))).toBe('saml_algorithm_not_allowed');
        },
      ),
    );
  });

  it.each(['<!DOCTYPE a>', '<!ENTITY a "b">', 'lou@maison.test<!-- -->.evil.test', '<![CDATA[a]]>'])(
    'has no %s in it',
    (markup) => {
      expect(samlFault(base64(`<a>${markup}</a>`))).toBe('saml_markup_not_allowed');
    },
  );
});

describe('what is kept of a provider', () => {
  it('comes back as it went in', () => {
    const text = fc.string({ minLength: 1 });
    const settings = fc.record({
      entityId: text,
      entryPoint: text,
      certificates: fc.array(text, { minLength: 1, maxLength: 3 }),
      emailAttribute: text,
    });
    fc.assert(
      fc.property(settings, text, (one, us) => {
        expect(samlSettingsOf(JSON.stringify(samlConfigOf(one, us)))).toEqual(one);
      }),
    );
  });
});
