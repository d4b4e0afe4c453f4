import type { HealthStatus } from '@promptbin/health'
import { durationText } from '../../terminal/duration-text.ts'
import { type CertificatePlace, remedies } from './places/certificate-place.ts'
import type { Certificate } from './reading/certificate.ts'
import type { Sight } from './reading/read-certificates.ts'

const dayMs = 86_400_000

/** Enough for who renews by hand; what renews by itself has done so by then. */
export const soonMs = 21 * dayMs

/** A weekend may lie between. */
export const urgentMs = 3 * dayMs

/** What is to be thought of one certificate. */
export interface Judgement {
  readonly status: HealthStatus
  readonly leftMs: number
  /** Whose it is, who has signed it and when it ends, in a sentence. */
  readonly evidence: string
  /** What is to be done about it, in sentences. */
  readonly fix: string
}

/** What is to be thought of all. */
export interface Verdict {
  readonly status: HealthStatus
  /** Those that are not as they should be, the worst first. */
  readonly troubles: readonly Judgement[]
  /** Days until the first of them ends; null where none is known. */
  readonly daysLeft: number | null
  /** The places that could not be asked, and why; others watch whether they are there. */
  readonly unread: readonly string[]
}

/** Judges what was seen by the time, in ms since 1970. */
export function judgeCertificates(sights: readonly Sight[], nowMs: number): Verdict {
  const judged = sights
    .flatMap(({ place, certificate }) => (certificate ? [judge(place, certificate, nowMs)] : []))
    .toSorted((one, other) => rank(one) - rank(other) || one.leftMs - other.leftMs)
  const least = Math.min(...judged.map(({ leftMs }) => leftMs))
  return {
    status: judged[0]?.status ?? 'pass',
    troubles: judged.filter(({ status }) => status !== 'pass'),
    daysLeft: judged.length === 0 ? null : Math.floor(least / dayMs),
    unread: sights.flatMap(({ place, unread }) =>
      unread === null ? [] : [`${place.setting} (${place.shown}: ${unread})`],
    ),
  }
}

/** That nothing is wrong, or what is not known, in a few words. */
export function observedIn({ daysLeft, unread }: Verdict): string {
  if (daysLeft === null && unread.length === 0) return 'no setting names a place with TLS'
  const known = daysLeft === null ? [] : [`${daysLeft} days`]
  const unknown = unread.length === 0 ? [] : [`not read: ${unread.join(', ')}`]
  return [...known, ...unknown].join('; ')
}

const rank = ({ status }: Judgement) => ['fail', 'warn', 'pass'].indexOf(status)

function judge(place: CertificatePlace, certificate: Certificate, nowMs: number): Judgement {
  const { validFromMs, validUntilMs, subject, issuer } = certificate
  const leftMs = validUntilMs - nowMs
  const by = subject === issuer ? 'by itself' : `by "${issuer}"`
  const whose = `The certificate of ${place.shown} (${place.setting}), signed ${by} for "${subject}",`
  if (nowMs < validFromMs) {
    const evidence = `${whose} is valid only from ${timeOf(validFromMs)} on.`
    const fix = 'See that the clock of this machine is right, then ask who has issued it.'
    return { status: 'fail', leftMs, evidence, fix }
  }
  const away = durationText(Math.abs(leftMs) / 1_000)
  const when =
    leftMs > 0
      ? `ends at ${timeOf(validUntilMs)}, in ${away}`
      : `has ended at ${timeOf(validUntilMs)}, ${away} ago`
  return {
    status: statusAt(leftMs),
    leftMs,
    evidence: `${whose} ${when}.`,
    fix: remedies[place.setting],
  }
}

function statusAt(leftMs: number): HealthStatus {
  if (leftMs <= urgentMs) return 'fail'
  return leftMs <= soonMs ? 'warn' : 'pass'
}

const timeOf = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z')
