import type { PrometheusApi } from '../servers/prometheus-api.ts'
import { labelsListedIn, metricsNamedIn, type Named } from './promql-names.ts'

type Series = Readonly<Record<string, string>>

/** What the test does not bring about: that PromptBin fails. */
const failures = ['5xx', '-32603', 'firing']

function missingOf({ metric, wanted }: Named, series: readonly Series[]): readonly string[] {
  // What has not happened yet has no series, and says nothing about its labels.
  if (series.length === 0) return []
  return wanted.flatMap(({ label, value }) => {
    const isThere =
      value === undefined || failures.includes(value)
        ? series.some((one) => label in one)
        : series.some((one) => one[label] === value)
    return isThere ? [] : [`${metric}{${label}="${value ?? ''}"}`]
  })
}

/** The labels, with their values, in an expression that no series of its metrics has. */
export async function missingFrom(
  prometheus: PrometheusApi,
  expr: string,
): Promise<readonly string[]> {
  const found = await Promise.all(
    metricsNamedIn(expr).map(async (named) => ({
      named,
      series: await prometheus.series(named.metric),
    })),
  )
  const all = found.flatMap(({ series }) => series)
  const listed = labelsListedIn(expr).filter(
    (label) => all.length > 0 && !all.some((one) => label in one),
  )
  return [
    ...found.flatMap(({ named, series }) => missingOf(named, series)),
    ...listed.map((label) => `${label} in ${expr}`),
  ]
}
