import { hostname } from 'node:os'
import type { LogLevel } from '@promptbin/logging'
import type { ShippedLine } from '../shipped-line.ts'

/** RFC 5424 section 6.2.1. */
const severities: Readonly<Record<LogLevel, number>> = {
  trace: 7,
  debug: 7,
  info: 6,
  warn: 4,
  error: 3,
  fatal: 2,
}

const NOTHING = '-'

/** Beyond ASCII, by UTF-16 code units. */
const beyondAscii = /[\u007f-\uffff]/g

/** What of a line stands in the header. */
const inHeader = /"pid":(?<pid>\d{1,10})|"event":"(?<event>[a-z0-9._-]{1,32})"/g

/** What no field of a header may hold: all but printable ASCII (RFC 5424 section 6). */
const unprintable = /[^\x21-\x7e]/g

const host = hostname().replace(unprintable, '').slice(0, 255) || NOTHING

/**
 * The line as a message of RFC 5424: service, pid and event in the header, the whole line as the
 * message. It is written in ASCII, with what is beyond it escaped as JSON allows, so that it needs
 * neither a mark of UTF-8 in front, which parsers of JSON trip over, nor one that misses.
 */
export function syslogMessage(line: ShippedLine, facility: number): string {
  const { text, time, level, service } = line
  const priority = facility * 8 + severities[level]
  let pid = NOTHING
  let event = NOTHING
  for (const { groups = {} } of text.slice(0, headCharacters).matchAll(inHeader)) {
    if (pid === NOTHING) pid = groups['pid'] ?? pid
    if (event === NOTHING) event = groups['event'] ?? event
  }
  return `<${priority}>1 ${time} ${host} ${service} ${pid} ${event} ${NOTHING} ${asciiJson(text)}`
}

/** Both stand near the beginning of a line of ours. */
const headCharacters = 400

function asciiJson(text: string): string {
  return text.replace(
    beyondAscii,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
