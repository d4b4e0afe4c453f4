import type { Format } from '../formats/format.ts'
import { formats } from '../formats/formats.ts'
import type { Given, Notice } from '../sources/given.ts'

/** What of the given values does not do what it seems to do. */
export function valueNotices(given: readonly Given[]): readonly Notice[] {
  return given.flatMap(({ setting, written, origin, at }) => {
    const format: Format<never> = formats[setting.format]
    return [format.notice?.(written), setting.notice].flatMap((told) =>
      told === undefined
        ? []
        : [{ pointer: setting.key, message: `${told} (${origin}).`, ...(at && { at }) }],
    )
  })
}
