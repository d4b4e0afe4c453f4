import { html } from '@promptbin/html'
import { icon } from '@promptbin/styles'
import { livePart } from '../live/parts.ts'
import { chart, rangeChoice } from '../markup/charts/chart.ts'
import type { PageMaker } from './page-maker.ts'

const charts = [
  chart({ title: 'Requests', series: ['requests_per_second'], unit: '1/s' }),
  chart({ title: 'Errors', series: ['error_ratio'], unit: 'ratio' }),
  chart({ title: 'Latency p95', series: ['latency_p95'], unit: 's' }),
  chart({ title: 'CPU', series: ['cpu_percent'], unit: '%' }),
  chart({ title: 'Memory', series: ['memory_bytes'], unit: 'bytes' }),
  chart({ title: 'Event loop lag', series: ['loop_lag'], unit: 's' }),
]

/** How everything is, what is wrong and what to press; then what each service does. */
export const overviewPage: PageMaker = ({ view }) => ({
  title: view.verdict.headline,
  place: '/',
  hasFigures: true,
  body: html`${livePart('verdict', view)}
<section aria-labelledby="services-title">
  <h2 class="section-title" id="services-title">Services</h2>
  ${livePart('services', view)}
</section>
<section aria-labelledby="charts-title" class="needs-script">
  <div class="section-head"><h2 class="section-title" id="charts-title">What they do</h2>${rangeChoice}</div>
  <div class="charts">${charts}</div>
</section>
<section aria-labelledby="events-title">
  <div class="section-head"><h2 class="section-title" id="events-title">What happened last</h2><a class="more" href="/events">All events${icon('arrowRight')}</a></div>
  ${livePart('events', view)}
</section>`,
})
