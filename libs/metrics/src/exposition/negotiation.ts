/** A form in which metrics can be read. */
export type ExpositionFormat = 'text' | 'openmetrics'

const openMetrics = 'application/openmetrics-text'

/** OpenMetrics for those who name it and do not like plain text better; text for all others. */
export function accepts(accept = ''): ExpositionFormat {
  const liking = new Map<string, number>()
  for (const range of accept.split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    const version = parameters.find((parameter) => parameter.startsWith('version='))
    if (type === openMetrics && version !== undefined && !version.includes('1.0')) continue
    liking.set(type, Math.max(liking.get(type) ?? 0, quality(parameters)))
  }
  const wanted = liking.get(openMetrics) ?? 0
  return wanted > 0 && wanted >= (liking.get('text/plain') ?? 0) ? 'openmetrics' : 'text'
}

/** From 0 to 1; 1 unless it is said (RFC 9110 section 12.4.2). */
function quality(parameters: readonly string[]): number {
  const weight = parameters.find((parameter) => parameter.startsWith('q='))
  const value = weight === undefined ? 1 : Number(weight.slice(2))
  return value >= 0 && value <= 1 ? value : 0
}
