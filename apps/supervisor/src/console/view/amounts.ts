/** A figure as people read it; a dash where it is not known. */
type Amount = (value: number | null | undefined) => string

const unknown = '–'

const amount =
  (write: (value: number) => string): Amount =>
  (value) =>
    value === null || value === undefined || !Number.isFinite(value) ? unknown : write(value)

/** With so many digits as say something: 0.03, 4.2, 31, 1,204. */
export function digits(value: number): string {
  if (value === 0) return '0'
  const decimals = value < 1 ? 2 : value < 10 ? 1 : 0
  return value.toLocaleString('en', { maximumFractionDigits: decimals })
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** In powers of 1,000, as disks and this product's settings count. */
export const bytes = amount((value) => {
  const power = Math.min(Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)), 4)
  return `${digits(value / 1000 ** power)} ${byteUnits[power]}`
})

export const percent = amount((value) => `${digits(value)} %`)

/** Of seconds, in the unit that fits. */
export const seconds = amount((value) =>
  value >= 1 ? `${digits(value)} s` : `${digits(value * 1000)} ms`,
)

/** Of things in a second. */
export const perSecond = amount((value) => `${digits(value)}/s`)

export const count = amount((value) => value.toLocaleString('en'))
