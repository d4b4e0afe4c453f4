/** The longest number that is put in order as a number. */
const digits = 10

/** No title is longer. */
const maxLength = 200

/** What titles are put in order by: without case and accents, numbers by their value. */
export function titleKey(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\d+/g, (number) => number.padStart(digits, '0'))
    .trim()
    .slice(0, maxLength)
    .toWellFormed()
}
