import type { Figures } from '../../resources/figures.ts'
import { bytes, count, percent, perSecond, seconds } from '../view/amounts.ts'
import type { View } from '../view/view.ts'
import type { ServiceFigures } from './service-figures.ts'

/** How each figure of a service is written. */
export const serviceTexts: {
  readonly [Name in keyof ServiceFigures]: (value: number | null) => string
} = {
  cpu_percent: percent,
  memory_bytes: bytes,
  loop_lag: seconds,
  requests_per_second: perSecond,
  errors_per_second: perSecond,
  error_ratio: (value) => percent(value === null ? null : value * 100),
  latency_p50: seconds,
  latency_p95: seconds,
}

/** What is shown of a single process, and how it is written. */
export const processTexts = {
  cpu: ({ cpuPercent }) => percent(cpuPercent),
  memory: ({ rssBytes }) => bytes(rssBytes),
  heap: ({ heapUsedBytes }) => bytes(heapUsedBytes),
  lag: ({ loopLagMs }) => seconds(loopLagMs === null ? null : loopLagMs / 1000),
  active: ({ activeRequests }) => count(activeRequests),
  handled: ({ requestsHandled }) => count(requestsHandled),
} as const satisfies Readonly<Record<string, (figures: Figures) => string>>

/** By the names that the places on the page carry in `data-figure`. */
export function figureTexts(
  figures: Readonly<Record<string, ServiceFigures>>,
  view: View,
  figuresOf: (processId: number) => Figures | null,
): Readonly<Record<string, string>> {
  const ofServices = Object.entries(figures).flatMap(([service, own]) =>
    Object.entries(serviceTexts).map(([name, write]) => [
      `${service}.${name}`,
      write(own[name as keyof ServiceFigures]),
    ]),
  )
  const ofProcesses = [view.supervisor, ...view.services]
    .flatMap(({ workers, spares }) => [...workers, ...spares])
    .flatMap(({ processId }) => {
      const own = figuresOf(processId)
      if (!own) return []
      return Object.entries(processTexts).map(([name, write]) => [
        `${processId}.${name}`,
        write(own),
      ])
    })
  return Object.fromEntries([...ofServices, ...ofProcesses])
}
