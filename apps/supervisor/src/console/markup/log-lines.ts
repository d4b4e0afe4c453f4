import { each, html, type Markup } from '@promptbin/html'
import type { LogFields } from '../../log/log-stream.ts'
import { address } from './address.ts'
import { clock } from './event-list.ts'

/** What stands in the row itself, or in every line. */
const headFields = new Set(['seq', 'time', 'level', 'service', 'worker', 'pid', 'version', 'msg'])

const textOf = (value: unknown) =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)

/** Lines of the log in the order given; each opens to show all that is in it. */
export function logLines(lines: readonly LogFields[]): Markup {
  return html`${each(lines, logLine)}`
}

/**
 * One line. The script that follows the log writes the same, see `public/scripts/log-tail.js`.
 */
function logLine(line: LogFields): Markup {
  const { seq, time, level, service, worker, msg, event, ...rest } = line as Record<string, unknown>
  const shown = Object.entries({ event, ...rest }).filter(
    ([name, value]) => !headFields.has(name) && value !== undefined,
  )
  const place = typeof worker === 'number' ? ` ${worker}` : ''
  return html`<details class="line line-${textOf(level)}" data-seq="${textOf(seq)}"><summary><time datetime="${textOf(time)}">${clock(textOf(time))}</time><span class="line-level">${textOf(level)}</span><span class="line-service">${textOf(service)}${place}</span><span class="line-text">${lineText(line as Record<string, unknown>)}</span></summary><dl>${each(
    shown,
    ([name, value]) => html`<div><dt>${name}</dt><dd>${fieldValue(name, value)}</dd></div>`,
  )}</dl></details>`
}

/** What a line says in one; of a request what was asked for, and what came of it. */
function lineText({ msg, event, ...line }: Record<string, unknown>): string {
  if (event !== 'http.request') return textOf(msg ?? event ?? '')
  const { method, route, status, duration_ms: ms } = line
  return [method, route, status, ms !== undefined && `${ms} ms`].filter(Boolean).join(' ')
}

function fieldValue(name: string, value: unknown): Markup {
  const text = textOf(value)
  if (name === 'request_id' || name === 'trace_id') {
    return html`<a href="${address('/logs', { request: text })}">${text}</a>`
  }
  if (name === 'err') {
    const { stack, ...error } = value as Record<string, unknown>
    return html`${textOf(error)}${stack !== undefined && html`<pre>${textOf(stack)}</pre>`}`
  }
  return html`${text}`
}
