import { X509Certificate } from 'node:crypto';
import { CodedError } from '@luneo/kernel';
import samlify from 'samlify';

/** A SAML identity provider as we know it. */
export interface SamlSettings {
  readonly entityId: string;
  /** Where the browser is sent with a request (HTTP-Redirect). */
  readonly entryPoint: string;
  /** PEM; more than one while the provider changes its key. */
  readonly certificates: readonly string[];
  /** Of the assertion; the name id where there is none of it. */
  readonly emailAttribute: string;
}

/** Its metadata, or what would be in it. */
export type SamlInput = { readonly emailAttribute: string } & (
  | { readonly metadata: string }
  | { readonly entityId: string; readonly entryPoint: string; readonly certificates: readonly string[] }
);

const RSA_BITS = 2048;
const unusable = (reason: string, cause?: unknown): CodedError =>
  new CodedError(
    { code: 'sso_provider_unusable', message: `the identity provider: ${reason}`, params: { reason } },
    { cause },
  );

/** PEM of a certificate that may sign for a brand. Throws `sso_provider_unusable`. */
function certificateOf(text: string): string {
  const base64 = text.replace(/-----(BEGIN|END) CERTIFICATE-----|\s/g, '');
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(Buffer.from(base64, 'base64'));
  } catch (error) {
    throw unusable('certificate_unreadable', error);
  }
  const { asymmetricKeyType: kind, asymmetricKeyDetails: details } = certificate.publicKey;
  const strong = kind === 'rsa' && (details?.modulusLength ?? 0) >= RSA_BITS;
  if (!strong) throw unusable('certificate_weak');
  return certificate.toString();
}

function readMetadata(metadata: string): Omit<SamlSettings, 'emailAttribute'> {
  // No document type, so nothing to expand and nothing to fetch.
  if (/<!(DOCTYPE|ENTITY)/i.test(metadata)) throw unusable('metadata_with_document_type');
  try {
    const read = samlify.IdPMetadata(metadata);
    const signing: unknown = read.getX509Certificate('signing');
    const entryPoint = read.getSingleSignOnService('redirect');
    const certificates = [signing].flat().filter((one) => typeof one === 'string');
    if (typeof entryPoint !== 'string') throw unusable('metadata_without_redirect_binding');
    return { entityId: read.getEntityID(), entryPoint, certificates };
  } catch (error) {
    throw error instanceof CodedError ? error : unusable('metadata_unreadable', error);
  }
}

/** What is kept of a SAML provider. `check` throws `url_refused`. Throws `sso_provider_unusable`. */
export function samlSettings(input: SamlInput, check: (url: string) => unknown): SamlSettings {
  const { entityId, entryPoint, certificates } = 'metadata' in input ? readMetadata(input.metadata) : input;
  if (typeof entityId !== 'string' || entityId === '') throw unusable('no_entity_id');
  if (certificates.length === 0) throw unusable('no_certificate');
  check(entryPoint);
  return {
    entityId,
    entryPoint,
    certificates: [...new Set(certificates.map(certificateOf))],
    emailAttribute: input.emailAttribute,
  };
}

/** When a certificate ends, and how people tell it from others. */
export function certificateFacts(pem: string): { readonly fingerprint: string; readonly expiresAt: Date } {
  const certificate = new X509Certificate(pem);
  return { fingerprint: certificate.fingerprint256, expiresAt: new Date(certificate.validTo) };
}

/** Who we are to a provider: the address that answers with our metadata. `base`: where the sign-in library answers. */
export const spEntityId = (base: string, connectionId: string): string =>
  `${base}/sso/saml2/sp/metadata?providerId=${connectionId}`;

/** As the sign-in library wants it. `spEntityId`: who we are to the provider. */
export const samlConfigOf = (
  { entityId, entryPoint, certificates, emailAttribute }: SamlSettings,
  spEntityId: string,
) => ({
  issuer: spEntityId,
  audience: spEntityId,
  entryPoint,
  wantAssertionsSigned: true,
  idpMetadata: {
    entityID: entityId,
    cert: certificates,
    // Without one samlify complains on the console at each sign-in; single log-out is off, so nobody is sent there.
    singleLogoutService: [
      { Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', Location: entryPoint },
    ],
  },
  spMetadata: { entityID: spEntityId },
  mapping: { email: emailAttribute, name: 'displayName' },
});

export function samlSettingsOf(config: string): SamlSettings {
  const { entryPoint, idpMetadata, mapping } = JSON.parse(config) as ReturnType<typeof samlConfigOf>;
  return {
    entityId: idpMetadata.entityID,
    entryPoint,
    certificates: idpMetadata.cert,
    emailAttribute: mapping.email,
  };
}

const DSIG_MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const XMLENC = 'http://www.w3.org/2001/04/xmlenc#';
/** SHA-2 and canonical XML; SHA-1 is forged today. */
const ALGORITHMS: ReadonlySet<string> = new Set([
  ...['rsa-sha256', 'rsa-sha384', 'rsa-sha512', 'sha384'].map((name) => `${DSIG_MORE}${name}`),
  ...['sha256', 'sha512'].map((name) => `${XMLENC}${name}`),
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
]);

/**
 * Why an answer is not even shown to the library, which takes SHA-1 and document types: anything that begins with
 * `<!` (document types; comments, which a signature does not cover but readers trip over), and any algorithm that is
 * not on our list. Undefined = nothing.
 */
export function samlFault(answer: string): string | undefined {
  const xml = Buffer.from(answer, 'base64').toString('utf8');
  if (xml.includes('<!')) return 'saml_markup_not_allowed';
  const named = [...xml.matchAll(/\sAlgorithm\s*=\s*["']([^"']*)["']/g)].map(([, name]) => name!);
  return named.every((name) => ALGORITHMS.has(name)) ? undefined : 'saml_algorithm_not_allowed';
}
