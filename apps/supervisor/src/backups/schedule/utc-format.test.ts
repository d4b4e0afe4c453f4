import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'

type Format = Pick<Intl.DateTimeFormat, 'formatToParts'>

/** As the bundle has it: put before the code of node-cron, which is no module of ours. */
const source = readFileSync(new URL('./utc-format.js', import.meta.url), 'utf8')
const UtcFormat = new Function(`${source}; return UtcFormat`)() as new (
  locale: string,
  options: Intl.DateTimeFormatOptions,
) => Format

/** What node-cron reads of the parts: midnight may be 24, and what is a number is taken as one. */
const read = (format: Format, date: Date) =>
  Object.fromEntries(
    format
      .formatToParts(date)
      .filter(({ type }) => type !== 'literal')
      .map(({ type, value }) => [type, /\d/.test(value) ? Number(value) : value])
      .map(([type, value]) => [type, type === 'hour' && value === 24 ? 0 : value]),
  )

/** As node-cron asks for them. */
const asked: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  weekday: 'short',
  hour12: false,
  timeZone: 'UTC',
}

test('node-cron reads the same times as with Intl', () => {
  const [ours, theirs] = [new UtcFormat('en-US', asked), new Intl.DateTimeFormat('en-US', asked)]
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      (date) => void expect(read(ours, date)).toEqual(read(theirs, date)),
    ),
  )
})

test('its offset is that of Greenwich', () => {
  const offset = { timeZone: 'UTC', timeZoneName: 'shortOffset' } as const
  expect(new UtcFormat('en-US', offset).formatToParts(new Date())).toEqual(
    expect.arrayContaining([{ type: 'timeZoneName', value: 'GMT' }]),
  )
})
