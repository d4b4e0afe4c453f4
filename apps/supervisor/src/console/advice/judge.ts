import { type HealthReport, listTroubles, type Trouble } from '@promptbin/health'
import { responseCheck } from '../../checks/service-checks.ts'
import type { LifecycleEvent } from '../../supervision/lifecycle-event.ts'
import type { ServiceView } from '../view/service-view.ts'
import type { Advice, Verdict } from './advice.ts'
import { adviseOnCheck } from './check-advice.ts'
import { adviseOnService } from './service-advice.ts'

/** A group of errors that comes more often than it did. */
export interface RisingErrors {
  readonly fingerprint: string
  readonly code: string | null
  readonly message: string
  readonly nowPerMinute: number
}

/** Everything that the judgement is made of. */
export interface Facts {
  readonly nowMs: number
  readonly report: Pick<HealthReport, 'checks' | 'overall' | 'state'>
  readonly services: readonly ServiceView[]
  /** Of all services, oldest first. */
  readonly events: readonly LifecycleEvent[]
  readonly rising: readonly RisingErrors[]
}

/**
 * What is wrong, in words, and what to press. What a check says of a service that is known to be away is
 * left out: it is one thing, and is told once.
 */
export function judge(facts: Facts): Verdict {
  const { services, events, nowMs, report } = facts
  const troubles = listTroubles(report.checks)
  const ofServices = services.flatMap((service) => {
    const silence = troubles.find(({ check }) => check === responseCheck(service.name))?.output
    const advice = adviseOnService({ service, events, nowMs, silence })
    return advice ? [{ service, advice }] : []
  })
  const covered = new Set(
    ofServices.filter(({ advice }) => advice.tone === 'bad').map(({ service }) => service.name),
  )
  const ofChecks = troubles.filter((trouble) => !isTold(trouble, services, covered))
  const advice = [
    ...ofServices.map((one) => one.advice),
    ...ofChecks.map(adviseOnCheck),
    ...facts.rising.map(adviseOnErrors),
  ].toSorted((one, other) => rank(one) - rank(other))
  return { ...headlineOf(advice, report.state), advice }
}

/** What the advice on a service tells already. */
function isTold(
  { check }: Trouble,
  services: readonly ServiceView[],
  covered: ReadonlySet<string>,
): boolean {
  if (check.startsWith('services:')) return true
  if (services.some(({ name }) => check === responseCheck(name))) return true
  if (check === 'library:prompts' && covered.has('prompt-web')) return true
  // A gateway whose library is away says so as well.
  if (check.startsWith('mcp') && covered.size > 0) return true
  return [...covered].some((name) => check === `${name}:health`)
}

function adviseOnErrors({ fingerprint, code, message, nowPerMinute }: RisingErrors): Advice {
  return {
    id: `errors:${fingerprint}`,
    tone: 'warn',
    title: `${code ?? 'An error'} comes more and more often`,
    why: `${message} ${nowPerMinute} a minute now.`,
    remedies: [{ label: 'Look at it', href: `/errors/${fingerprint}` }],
  }
}

const rank = ({ tone }: Advice) => (tone === 'bad' ? 0 : 1)

function headlineOf(
  advice: readonly Advice[],
  state: HealthReport['state'],
): Pick<Verdict, 'tone' | 'headline'> {
  if (state === 'starting') return { tone: 'warn', headline: 'PromptBin is starting' }
  if (state === 'draining') return { tone: 'warn', headline: 'PromptBin stops' }
  const [worst] = advice
  if (!worst) return { tone: 'good', headline: 'Everything works' }
  const bad = advice.filter(({ tone }) => tone === 'bad')
  if (bad.length === 1) return { tone: 'bad', headline: worst.title }
  if (bad.length > 1) return { tone: 'bad', headline: `${bad.length} things are wrong` }
  const things = advice.length === 1 ? 'one thing' : `${advice.length} things`
  return { tone: 'warn', headline: `It works, with ${things} to look at` }
}
