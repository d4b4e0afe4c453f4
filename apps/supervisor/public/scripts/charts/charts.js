/* The charts of a page: the past from the history, then each second what the stream tells. */
import './language.js'
import uPlot from 'uplot'
import { drawChart } from './chart.js'

const minuteMs = 60_000

const figures = [...document.querySelectorAll('.chart')]
const sync = uPlot.sync('console')

let drawn = []
/** What came while the history was asked for. */
const waiting = []
let isAsking = false

const chosenRangeMs = () =>
  Number(document.querySelector('input[name="range"]:checked')?.value ?? 15) * minuteMs

async function readHistory(rangeMs) {
  const query = new URLSearchParams({ from: new Date(Date.now() - rangeMs).toISOString() })
  const names = new Set(figures.flatMap(({ dataset }) => dataset.series.split(' ')))
  for (const name of names) query.append('series', name)
  const answer = await fetch(`/api/v1/metrics/history?${query}`)
  if (!answer.ok) throw new Error(`the history answers ${answer.status}`)
  return answer.json()
}

async function draw() {
  isAsking = true
  const rangeMs = chosenRangeMs()
  let history
  try {
    history = await readHistory(rangeMs)
  } catch {
    // What comes from now on is drawn all the same.
    history = { times: [], series: [] }
  }
  for (const chart of drawn) chart.remove()
  drawn = figures.map((figure) => drawChart(figure, history, { rangeMs, sync }))
  isAsking = false
  for (const moment of waiting.splice(0)) for (const chart of drawn) chart.add(moment)
}

document.addEventListener('figures', ({ detail }) => {
  if (isAsking) waiting.push(detail)
  else for (const chart of drawn) chart.add(detail)
})
document.addEventListener('theme', draw)
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw)
for (const choice of document.querySelectorAll('input[name="range"]')) {
  choice.addEventListener('change', draw)
}
await draw()
