/** How each unit is written on an axis and in a key. */
const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB']

function digits(value) {
  const maximumFractionDigits = Math.abs(value) < 1 ? 2 : Math.abs(value) < 10 ? 1 : 0
  return value.toLocaleString('en', { maximumFractionDigits })
}

function bytes(value) {
  const power = Math.min(Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)), 4)
  return `${digits(value / 1000 ** power)} ${byteUnits[power]}`
}

const writers = {
  '%': (value) => `${digits(value)} %`,
  ratio: (value) => `${digits(value * 100)} %`,
  bytes,
  s: (value) => (value >= 1 ? `${digits(value)} s` : `${digits(value * 1000)} ms`),
  '1/s': (value) => `${digits(value)}/s`,
}

/** A value in words; a dash for none. */
export function writeValue(unit, value) {
  return value === null || value === undefined ? '–' : writers[unit](value)
}

/** A quiet chart has a height all the same, so that noise does not look like a storm. */
const leastTop = { '%': 5, ratio: 0.01, bytes: 50e6, s: 0.01, '1/s': 1 }

/** From nothing to a little above the greatest value. */
export function scaleOf(unit) {
  return (_plot, _least, greatest) => [0, Math.max((greatest ?? 0) * 1.15, leastTop[unit])]
}
