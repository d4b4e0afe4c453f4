/** Beyond any history, and safe in every store. */
const highest = 2_147_483_647

/**
 * The number of a version in a field of a form. Whatever is none becomes 0, a version that no
 * prompt has, so that it is refused in the same words.
 */
export function formVersion(text: string): number {
  const n = Number(text)
  return Number.isInteger(n) && n > 0 && n <= highest ? n : 0
}
