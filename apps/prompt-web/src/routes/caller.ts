import type { Author } from '@promptbin/prompt-store'
import { type Static, Type } from 'typebox'

/** A name in a header: printable, without space at its ends (RFC 9110 section 5.5). */
const CallerName = Type.String({
  pattern: '^[!-~\\xa1-\\xff]([ -~\\xa0-\\xff]*[!-~\\xa1-\\xff])?$',
  maxLength: 100,
})

/** How a program passes on who is asking; both are kept with the version that is made. */
export const CallerHeaders = Type.Object({
  'x-promptbin-author': Type.Optional(CallerName),
  'x-promptbin-client': Type.Optional(CallerName),
})

/** Who makes a change; a caller that does not say is the person at this machine. */
export function callerOf(headers: Static<typeof CallerHeaders>, defaultClient: string): Author {
  return {
    author: headers['x-promptbin-author'] ?? 'local',
    client: headers['x-promptbin-client'] ?? defaultClient,
  }
}
