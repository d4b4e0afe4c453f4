import { html, type Markup } from '@promptbin/html'
import type { SeriesName } from '../../../metrics-history/series/series.ts'

/** One chart: which series of the history it shows, and the figure of each second that goes on with it. */
export interface ChartOptions {
  readonly title: string
  /** One or more; each is drawn for each service that has it. */
  readonly series: readonly SeriesName[]
  /** Figures of the stream by the order of `series`, where their names differ. */
  readonly live?: readonly string[]
  readonly unit: '%' | 'ratio' | 'bytes' | 's' | '1/s'
  /** Only of this service. */
  readonly service?: string
}

/** The place of a chart; its script draws it. What it shows is in the tables as numbers as well. */
export function chart({ title, series, live = series, unit, service }: ChartOptions): Markup {
  return html`<figure class="chart needs-script" data-series="${series.join(' ')}" data-live="${live.join(' ')}" data-unit="${unit}" data-service="${service}"><figcaption><span class="chart-title">${title}</span><span class="chart-key"></span></figcaption><div class="chart-plot" role="img" aria-label="${title} over time"></div></figure>`
}

const ranges = [
  ['15', '15 min'],
  ['60', '1 h'],
  ['360', '6 h'],
  ['1440', '24 h'],
] as const

/** Over which time all charts of a page go. */
export const rangeChoice = html`<fieldset class="range needs-script"><legend class="sr-only">Time that the charts show</legend>${ranges.map(
  ([minutes, text], at) =>
    html`<label><input type="radio" name="range" value="${minutes}"${at === 0 && html` checked`}>${text}</label>`,
)}</fieldset>`
