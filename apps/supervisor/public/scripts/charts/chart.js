import uPlot from 'uplot'
import { scaleOf, writeValue } from './axes.js'

const heightPx = 120

/** The order decides the colour, so a service has the same one in every chart. */
const services = ['prompt-web', 'mcp-gateway', 'supervisor']

const font = () => `11px ${getComputedStyle(document.body).fontFamily}`

/** A colour as a canvas takes it, of the scheme in force: custom properties keep `light-dark()`. */
function colour(name) {
  const probe = document.createElement('span')
  probe.hidden = true
  probe.style.color = `var(${name})`
  document.body.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}

const colourOf = (service) => colour(`--series-${Math.max(0, services.indexOf(service)) + 1}`)

/** The lines of a chart: each of its series of each service, also of one that did nothing until now. */
function linesOf(figure, { times, series: columns }) {
  const { series, live, service } = figure.dataset
  const names = series.split(' ')
  const liveNames = live.split(' ')
  const known = service ? [service] : services
  return names.flatMap((name, at) =>
    known.map((of) => ({
      name,
      service: of,
      values:
        columns.find((column) => column.name === name && column.service === of)?.values ??
        times.map(() => null),
      live: liveNames[at],
      isFirst: at === 0,
      label: names.length > 1 ? name.replace(/^.*_/, '') : of,
    })),
  )
}

function seriesOf(line, unit) {
  return {
    label: line.label,
    stroke: line.isFirst ? colourOf(line.service) : colour('--series-4'),
    width: 1.5,
    points: { show: false },
    // Between two requests there is no latency, and still a line; a process that is away has none.
    spanGaps: unit === 's' || unit === 'ratio',
    value: (_plot, value) => writeValue(unit, value),
  }
}

function axis(extra) {
  return {
    stroke: colour('--text-soft'),
    font: font(),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
    ...extra,
  }
}

const timeFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

function optionsFor({ unit, lines, width, sync }) {
  return {
    width,
    height: heightPx,
    padding: [8, 8, 0, 0],
    ms: 1,
    cursor: { sync: { key: sync.key }, points: { size: 6 }, drag: { x: false, y: false } },
    legend: { show: false },
    scales: { y: { range: scaleOf(unit) } },
    axes: [
      axis({
        space: 60,
        size: 24,
        values: (_plot, times) => times.map((at) => timeFormat.format(at)),
      }),
      axis({
        size: 58,
        space: 36,
        values: (_plot, values) => values.map((value) => writeValue(unit, value)),
      }),
    ],
    series: [{}, ...lines.map((line) => seriesOf(line, unit))],
  }
}

/** Which line has which colour, with its value where the pointer is, else its last one. */
function writeKey(place, plot, unit) {
  const { idx } = plot.cursor
  const entries = plot.series.slice(1).map((series, at) => {
    const values = plot.data[at + 1]
    const value =
      idx === null || idx === undefined ? values.findLast((one) => one !== null) : values[idx]
    return { label: series.label, text: writeValue(unit, value), stroke: series.stroke }
  })
  while (place.children.length < entries.length) {
    const entry = document.createElement('span')
    entry.className = 'chart-entry'
    entry.append(
      document.createElement('i'),
      document.createElement('span'),
      document.createElement('b'),
    )
    place.append(entry)
  }
  for (const [at, { label, text, stroke }] of entries.entries()) {
    const entry = place.children[at]
    // What a service never does is not worth a place.
    entry.hidden = plot.data[at + 1].every((one) => one === null)
    const [swatch, name, value] = entry.children
    swatch.style.background = typeof stroke === 'function' ? stroke(plot, at + 1) : stroke
    if (name.textContent !== label) name.textContent = label
    if (value.textContent !== text) value.textContent = text
  }
}

/** Draws a chart into its place; gives what to do with the figures of each second. */
export function drawChart(figure, history, { rangeMs, sync }) {
  const { unit } = figure.dataset
  const place = figure.querySelector('.chart-plot')
  const key = figure.querySelector('.chart-key')
  const lines = linesOf(figure, history)
  const data = [history.times.slice(), ...lines.map(({ values }) => values.slice())]
  place.replaceChildren()
  key.replaceChildren()
  const options = optionsFor({ unit, lines, width: place.clientWidth, sync })
  options.hooks = { setCursor: [(plot) => writeKey(key, plot, unit)] }
  const plot = new uPlot(options, data, place)
  writeKey(key, plot, unit)
  const follow = () => plot.setSize({ width: place.clientWidth, height: heightPx })
  const observer = new ResizeObserver(follow)
  observer.observe(place)
  return {
    add({ at, values }) {
      data[0].push(at)
      for (const [index, { live, service }] of lines.entries()) {
        data[index + 1].push(values[service]?.[live] ?? null)
      }
      while (data[0].length > 2 && data[0][0] < at - rangeMs)
        for (const column of data) column.shift()
      plot.setData(data)
      writeKey(key, plot, unit)
    },
    remove() {
      observer.disconnect()
      plot.destroy()
    },
  }
}
