import { X509Certificate } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import type { FilePlace } from '../places/certificate-place.ts'
import { type Certificate, describeCertificate, type Reading } from './certificate.ts'

/** The authorities of a whole system take a fifth of it. */
const largestBytes = 1_000_000

const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/**
 * Reads the certificate that counts in a file: of authorities the one that ends last, as old ones stay
 * beside new ones, else the first, which is that of the file's owner. Never rejects.
 */
export async function readFromFile({ shown, holds }: FilePlace): Promise<Reading> {
  try {
    const certificates = await certificatesIn(shown)
    const [first] =
      holds === 'own'
        ? certificates
        : certificates.toSorted((one, other) => other.validUntilMs - one.validUntilMs)
    return first ? { certificate: first } : { unread: 'there is no certificate in it' }
  } catch (error) {
    const { code, message } = Object(error) as NodeJS.ErrnoException
    return { unread: `it cannot be read (${code ?? message})` }
  }
}

async function certificatesIn(path: string): Promise<readonly Certificate[]> {
  const { size } = await stat(path)
  if (size > largestBytes) throw new Error('it is too large')
  const text = await readFile(path, 'utf8')
  return [...text.matchAll(pem)].map(([one]) => describeCertificate(new X509Certificate(one)))
}
