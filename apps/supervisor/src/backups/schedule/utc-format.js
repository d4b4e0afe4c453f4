/** As much of `Intl.DateTimeFormat` as node-cron asks for, in UTC only; it is put before its code. */
// biome-ignore lint/correctness/noUnusedVariables: what uses it follows in the bundle.
class UtcFormat {
  #isOffset

  constructor(_locale, options) {
    this.#isOffset = 'timeZoneName' in options
  }

  formatToParts(date) {
    if (this.#isOffset) return [{ type: 'timeZoneName', value: 'GMT' }]
    const weekday = date.toUTCString().slice(0, 3)
    return Object.entries({
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
      weekday,
    }).map(([type, value]) => ({ type, value: String(value) }))
  }
}
