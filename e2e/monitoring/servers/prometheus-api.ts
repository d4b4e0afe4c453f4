import { once } from 'node:events'

interface Envelope<Data> {
  readonly status: 'success' | 'error'
  readonly data: Data
  readonly error?: string
}

/** One series of an instant query. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>
  readonly value: readonly [time: number, value: string]
}

export interface ActiveTarget {
  readonly labels: Readonly<Record<string, string>>
  readonly scrapeUrl: string
  readonly health: 'up' | 'down' | 'unknown'
  readonly lastError: string
}

export interface EvaluatedRule {
  readonly name: string
  readonly health: 'ok' | 'err' | 'unknown'
  readonly lastError?: string
  readonly lastEvaluation: string
}

export interface ActiveAlert {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly state: 'pending' | 'firing'
}

/** Asks a Prometheus (https://prometheus.io/docs/prometheus/2.42/querying/api). */
export class PrometheusApi {
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  /** An instant query; throws with what Prometheus says about an expression that it cannot take. */
  async query(expr: string): Promise<readonly Sample[]> {
    const { result } = await this.#get<{ result: readonly Sample[] }>('query', { query: expr })
    return result
  }

  /** The labels of all series that a selector matches. */
  series(selector: string): Promise<readonly Readonly<Record<string, string>>[]> {
    return this.#get('series', { 'match[]': selector })
  }

  /** The labels of the exemplars that are kept for the series of a selector. */
  async exemplars(selector: string): Promise<readonly Readonly<Record<string, string>>[]> {
    const series = await this.#get<{ exemplars: { labels: Record<string, string> }[] }[]>(
      'query_exemplars',
      { query: selector },
    )
    return series.flatMap(({ exemplars }) => exemplars.map(({ labels }) => labels))
  }

  async targets(): Promise<readonly ActiveTarget[]> {
    const { activeTargets } = await this.#get<{ activeTargets: readonly ActiveTarget[] }>('targets')
    return activeTargets
  }

  async rules(): Promise<readonly EvaluatedRule[]> {
    const { groups } = await this.#get<{ groups: { rules: EvaluatedRule[] }[] }>('rules')
    return groups.flatMap(({ rules }) => rules)
  }

  async alerts(): Promise<readonly ActiveAlert[]> {
    const { alerts } = await this.#get<{ alerts: readonly ActiveAlert[] }>('alerts')
    return alerts
  }

  async #get<Data>(path: string, query: Record<string, string> = {}): Promise<Data> {
    const response = await fetch(`${this.#url}/api/v1/${path}?${new URLSearchParams(query)}`)
    const { status, data, error } = (await response.json()) as Envelope<Data>
    if (status === 'error') throw new Error(`${error}: ${JSON.stringify(query)}`)
    return data
  }
}

/** Prometheus tells nobody when it has scraped or judged: it is asked until it has. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await once(AbortSignal.timeout(100), 'abort')
}
