import type { OutputOf } from '@promptbin/operations'
import type { Ask } from './ask.ts'

/** So many groups are told with their latest examples. */
const withExamples = 20

/** The kinds of errors, those seen last first; the first ones with examples and their context. */
export async function askErrors(ask: Ask): Promise<OutputOf<'list_errors'>> {
  const list = (await ask.json('/api/v1/errors?limit=100')) as OutputOf<'list_errors'>
  const first = list.items.slice(0, withExamples).map(async (group) => {
    const whole = await ask.json(`/api/v1/errors/${group.fingerprint}`)
    return whole as OutputOf<'get_error'>
  })
  return { ...list, items: [...(await Promise.all(first)), ...list.items.slice(withExamples)] }
}
