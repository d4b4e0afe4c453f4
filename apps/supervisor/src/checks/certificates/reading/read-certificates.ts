import type { CertificatePlace } from '../places/certificate-place.ts'
import type { Certificate, Reading } from './certificate.ts'
import { readFromFile } from './from-file.ts'
import { readFromServer } from './from-server.ts'

/** What is known of a place. */
export interface Sight {
  readonly place: CertificatePlace
  /** As it was read last; null where it never was. */
  readonly certificate: Certificate | null
  /** Why it could not be read, when it was looked at last; null when it could. */
  readonly unread: string | null
}

/** Reads the certificate of one place. Never rejects. */
export type ReadCertificate = (place: CertificatePlace, signal: AbortSignal) => Promise<Reading>

export const readCertificate: ReadCertificate = (place, signal) =>
  place.kind === 'file' ? readFromFile(place) : readFromServer(place, { signal })

/** Reads the certificates of all places at once, each of them once although several settings name it. */
export function readCertificates(
  places: readonly CertificatePlace[],
  signal: AbortSignal,
  read = readCertificate,
): Promise<readonly Sight[]> {
  const readings = new Map<string, Promise<Reading>>()
  return Promise.all(
    places.map(async (place) => {
      const reading = readings.get(addressOf(place)) ?? read(place, signal)
      readings.set(addressOf(place), reading)
      const seen = await reading
      return 'unread' in seen
        ? { place, certificate: null, unread: seen.unread }
        : { place, certificate: seen.certificate, unread: null }
    }),
  )
}

function addressOf(place: CertificatePlace): string {
  return `${place.kind === 'server' ? place.opening : place.holds} ${place.shown}`
}
