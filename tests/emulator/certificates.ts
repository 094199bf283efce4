import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  bits,
  type Der,
  implicit,
  integer,
  octets,
  oid,
  sequence,
  set,
  tagged,
  utcTime,
  utf8,
  yes,
} from './der.ts';

/** A server's key and certificate for some host names, and the authority that signed it: all of them throw-away. */
export interface Certificates {
  /** PEM; what a browser's test profile has to trust. */
  caPem: string;
  certPem: string;
  keyPem: string;
  /** Base64 SHA-256 of the leaf's SubjectPublicKeyInfo, as `--ignore-certificate-errors-spki-list` takes it. */
  spki: string;
}

const day = 24 * 3600 * 1000;
const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));
const name = (commonName: string): Der => sequence(set(sequence(oid('2.5.4.3'), utf8(commonName))));

function pem(label: string, der: Der): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

const spkiOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });

/** The key's identifier: SHA-1 of the public key's bits (RFC 5280, 4.2.1.2); of P-256 these are the last 65 bytes. */
const keyIdentifier = (key: KeyObject): Buffer =>
  createHash('sha1').update(spkiOf(key).subarray(-65)).digest();

const critical = (id: string, value: Der): Der => sequence(oid(id), yes, octets(value));
const extension = (id: string, value: Der): Der => sequence(oid(id), octets(value));

interface Content {
  subject: Der;
  issuer: Der;
  publicKey: KeyObject;
  signingKey: KeyObject;
  extensions: Der[];
}

/** A signed certificate of version 3 (RFC 5280), good for a month. */
function certificate({ subject, issuer, publicKey, signingKey, extensions }: Content): Der {
  const content = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([0x4a]), randomBytes(15)])),
    ecdsaWithSha256,
    issuer,
    sequence(utcTime(new Date(Date.now() - day)), utcTime(new Date(Date.now() + 30 * day))),
    subject,
    spkiOf(publicKey),
    tagged(3, sequence(...extensions)),
  );
  return sequence(content, ecdsaWithSha256, bits(sign('sha256', content, signingKey)));
}

/**
 * Makes a certification authority and one leaf for all `hosts`. Nothing is written anywhere: they end with the process.
 * Each run has its own, so that a profile which trusts one run's authority trusts no other.
 */
export function createCertificates(hosts: string[]): Certificates {
  const ca = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = name(`Emulator test CA ${randomBytes(4).toString('hex')}`);
  const authority = extension('2.5.29.35', sequence(implicit(0, keyIdentifier(ca.publicKey))));
  const caCertificate = certificate({
    subject: issuer,
    issuer,
    publicKey: ca.publicKey,
    signingKey: ca.privateKey,
    extensions: [
      critical('2.5.29.19', sequence(yes, integer(Buffer.from([0])))), // basicConstraints: CA, no CA below
      critical('2.5.29.15', bits(Buffer.from([0x06]), 1)), // keyUsage: keyCertSign, cRLSign
      extension('2.5.29.14', octets(keyIdentifier(ca.publicKey))),
      authority,
    ],
  });
  const leafCertificate = certificate({
    subject: name(hosts[0] ?? 'localhost'),
    issuer,
    publicKey: leaf.publicKey,
    signingKey: ca.privateKey,
    extensions: [
      critical('2.5.29.19', sequence()),
      critical('2.5.29.15', bits(Buffer.from([0x80]), 7)), // digitalSignature
      extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))), // serverAuth
      extension('2.5.29.17', sequence(...hosts.map((host) => implicit(2, Buffer.from(host))))),
      extension('2.5.29.14', octets(keyIdentifier(leaf.publicKey))),
      authority,
    ],
  });
  return {
    caPem: pem('CERTIFICATE', caCertificate),
    certPem: pem('CERTIFICATE', leafCertificate),
    keyPem: leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    spki: createHash('sha256').update(spkiOf(leaf.publicKey)).digest('base64'),
  };
}
