import { randomBytes } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import samlify from 'samlify';
import { generate } from 'selfsigned';

/** One assertion, as the provider would say it; tests say it otherwise. */
export interface SamlSaying {
  readonly assertionId: string;
  readonly issuer: string;
  readonly audience: string;
  readonly recipient: string;
  readonly destination: string;
  /** Of the request it answers; undefined = unsolicited. */
  readonly inResponseTo: string | undefined;
  readonly notBefore: Date;
  readonly notOnOrAfter: Date;
  readonly nameId: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface SamlSigning {
  readonly by?: 'stranger' | 'nobody';
  readonly algorithm?: string;
}

export interface SamlProvider {
  readonly entityId: string;
  readonly entryPoint: string;
  /** PEM. */
  readonly certificate: string;
  readonly metadata: string;
  /** The request in the address a browser was sent to. */
  readRequest(url: string): { readonly id: string; readonly relayState: string; readonly issuer: string };
  /** The response as XML, its assertion signed. */
  respond(saying: SamlSaying, signing?: SamlSigning): string;
}

const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const HTTP_POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const HTTP_REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const EMAIL_NAME_ID = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const ASSERTION = "/*[local-name(.)='Response']/*[local-name(.)='Assertion']";

export const samlId = (): string => `_${randomBytes(16).toString('hex')}`;
export const base64 = (xml: string): string => Buffer.from(xml).toString('base64');

/** Base64 of a certificate without its frame. */
const bodyOf = (pem: string): string => pem.replace(/-----(BEGIN|END) CERTIFICATE-----|\s/g, '');
const keyPair = () =>
  generate([{ name: 'commonName', value: 'idp.test' }], { keySize: 2048, algorithm: 'sha256' });

/**
 * A SAML 2.0 identity provider on paper: it reads requests (HTTP-Redirect) and writes responses (HTTP-POST) signed
 * with a key of its own, or with somebody else's.
 * https://docs.oasis-open.org/security/saml/v2.0/saml-profiles-2.0-os.pdf (4.1)
 */
export async function makeSamlProvider(): Promise<SamlProvider> {
  const [own, stranger] = [await keyPair(), await keyPair()];
  const entityId = 'https://idp.test/saml';
  const entryPoint = 'https://idp.test/saml/sso';
  const body = bodyOf(own.cert);
  const metadata = `<?xml version="1.0"?>
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">
  <IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>
      <X509Certificate>${body}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
    <NameIDFormat>${EMAIL_NAME_ID}</NameIDFormat>
    <SingleSignOnService Binding="${HTTP_POST}" Location="${entryPoint}/post"/>
    <SingleSignOnService Binding="${HTTP_REDIRECT}" Location="${entryPoint}"/>
  </IDPSSODescriptor>
</EntityDescriptor>`;
  return {
    entityId,
    entryPoint,
    certificate: own.cert,
    metadata,
    readRequest(url) {
      const { searchParams } = new URL(url);
      const xml = inflateRawSync(Buffer.from(searchParams.get('SAMLRequest')!, 'base64')).toString();
      return {
        id: / ID="([^"]+)"/.exec(xml)![1]!,
        issuer: /<saml:Issuer[^>]*>([^<]+)</.exec(xml)![1]!.replaceAll('&amp;', '&'),
        relayState: searchParams.get('RelayState') ?? '',
      };
    },
    respond(saying, { by, algorithm = RSA_SHA256 } = {}) {
      const xml = responseOf(saying);
      if (by === 'nobody') return xml;
      const key = by === 'stranger' ? stranger : own;
      return samlify.SamlLib.constructSAMLSignature({
        rawSamlMessage: xml,
        referenceTagXPath: ASSERTION,
        privateKey: key.private,
        signingCert: bodyOf(key.cert),
        signatureAlgorithm: algorithm,
        transformationAlgorithms: [ENVELOPED, EXCLUSIVE],
        isBase64Output: false,
        signatureConfig: {
          prefix: 'ds',
          location: { reference: `${ASSERTION}/*[local-name(.)='Issuer']`, action: 'after' },
        },
      });
    },
  };
}

const xml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function responseOf(saying: SamlSaying): string {
  const now = new Date().toISOString();
  const { inResponseTo, attributes } = saying;
  const answers = inResponseTo === undefined ? '' : ` InResponseTo="${xml(inResponseTo)}"`;
  const issuer = `<saml:Issuer>${xml(saying.issuer)}</saml:Issuer>`;
  const statement = Object.entries(attributes)
    .map(
      ([name, value]) =>
        `<saml:Attribute Name="${xml(name)}"><saml:AttributeValue>${xml(value)}</saml:AttributeValue></saml:Attribute>`,
    )
    .join('');
  const [from, to] = [saying.notBefore.toISOString(), saying.notOnOrAfter.toISOString()];
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${samlId()}" Version="2.0" IssueInstant="${now}" Destination="${xml(saying.destination)}"${answers}>${issuer}<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion ID="${saying.assertionId}" Version="2.0" IssueInstant="${now}">${issuer}<saml:Subject><saml:NameID Format="${EMAIL_NAME_ID}">${xml(saying.nameId)}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${to}" Recipient="${xml(saying.recipient)}"${answers}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${from}" NotOnOrAfter="${to}"><saml:AudienceRestriction><saml:Audience>${xml(saying.audience)}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${now}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>${statement}</saml:AttributeStatement></saml:Assertion></samlp:Response>`;
}
