const isoTime =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?$/i

/**
 * An ISO time as RFC 3339 in UTC. One without a zone, as PromptBin 0.5 wrote them, is a time of
 * this machine's zone. `undefined` if it is no time, such as the 31st of February.
 */
export function toUtc(written: string): string | undefined {
  const found = isoTime.exec(written.trim())
  if (found === null) return undefined
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '0'] = found
  const milliseconds = Number((found[7] ?? '0').padEnd(3, '0').slice(0, 3))
  if (found[8] !== undefined) {
    const time = new Date(written.trim().replace(' ', 'T').replace(',', '.'))
    return Number.isNaN(time.getTime()) ? undefined : time.toISOString()
  }
  const time = new Date(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    milliseconds,
  )
  const isReal = time.getMonth() === Number(month) - 1 && time.getDate() === Number(day)
  return isReal ? time.toISOString() : undefined
}
