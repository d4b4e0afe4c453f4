import type { PrometheusApi } from '../servers/prometheus-api.ts'
import { labelsListedIn, metricsNamedIn, type Named } from './promql-names.ts'

type Series = Readonly<Record<string, string>>

function missingOf({ metric, labels, le }: Named, series: readonly Series[]): readonly string[] {
  // What has not happened yet has no series, and says nothing about its labels.
  if (series.length === 0) return []
  const unknown = labels.filter((label) => !series.some((one) => label in one))
  const hasBucket = le === undefined || series.some((one) => one['le'] === le)
  return [
    ...unknown.map((label) => `${metric}{${label}}`),
    ...(hasBucket ? [] : [`${metric}{le="${le}"}`]),
  ]
}

/** The labels and buckets in an expression that no series of its metrics has. */
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
