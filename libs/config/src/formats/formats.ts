import { host, httpUrl, orNothing, secureUrl, text } from './addresses.ts'
import { ageRecipients } from './age-recipients.ts'
import { backupPlace } from './backup-place.ts'
import { bytes } from './bytes.ts'
import { choice, onOrOff } from './choice.ts'
import { databaseUrl } from './database-url.ts'
import { durationText, LONGEST_DURATION_MS, parseDuration } from './duration.ts'
import type { Format } from './format.ts'
import { freeSpace, percent } from './free-space.ts'
import { headerList } from './header-list.ts'
import { either, textOf } from './json-schema.ts'
import { hostNames, origins } from './names.ts'
import { networks } from './networks.ts'
import { count, isWholeNumber, port, ratio, spareCount } from './numbers.ts'
import { pathFormat } from './path.ts'
import { profiles } from './profiles.ts'
import { protocolVersion } from './protocol-version.ts'
import { rotation } from './rotation.ts'
import { logSinks } from './sinks/log-sinks.ts'

const duration: Format<number> = {
  coerce: (written) => parseDuration(written) ?? written,
  expected: (value, { minimum = '0s' }) => {
    const leastMs = parseDuration(minimum) ?? 0
    return isWholeNumber(value, LONGEST_DURATION_MS) && value >= leastMs
      ? undefined
      : `a duration such as 30 (seconds), 500ms, 30s, 5m or 6h, from ${minimum} to 24d`
  },
  toText: durationText,
  schema: ({ minimum = '0s' }) =>
    either(
      {
        type: 'number',
        minimum: (parseDuration(minimum) ?? 0) / 1000,
        maximum: LONGEST_DURATION_MS / 1000,
      },
      textOf('\\d+(?:\\.\\d+)?\\s*(?:ms|s|m|h|d)?'),
    ),
}

const directory = pathFormat('the path of a folder')

/** Every format that the schema may name. */
export const formats = {
  port,
  count,
  duration,
  bytes,
  'free-space': freeSpace,
  percent,
  directory,
  'file-or-nothing': orNothing(pathFormat('the path of a file')),
  'backup-place': backupPlace,
  'database-url-or-nothing': orNothing(databaseUrl),
  'age-recipients': ageRecipients,
  host,
  'http-url': httpUrl,
  'http-url-or-nothing': orNothing(httpUrl),
  'secure-url-or-nothing': orNothing(secureUrl),
  'host-names': hostNames,
  networks,
  origins,
  'header-list': headerList,
  ratio,
  profiles,
  text,
  switch: onOrOff,
  'log-level': choice(['trace', 'debug', 'info', 'warn', 'error', 'fatal']),
  'log-format': choice(['json', 'pretty']),
  rotation,
  'log-sinks': logSinks,
  'login-policy': choice(['when-reachable', 'always']),
  mode: choice(['production', 'development']),
  spares: spareCount,
  'taken-port': choice(['fail', 'next']),
  'protocol-version': protocolVersion,
  'legacy-hosting': choice(['session', 'stateless', 'reject']),
} as const

export type FormatName = keyof typeof formats

/** The type that a value of the named format has in the configuration object. */
export type ValueOf<Name extends FormatName> =
  (typeof formats)[Name] extends Format<infer Value> ? Value : never
