import { html } from '@promptbin/html'
import { LOG_LEVELS, type LogLevel } from '@promptbin/logging'
import type { LogFilter } from '../../../log/reading/log-filter.ts'
import { queryLog } from '../../../log/reading/query-log.ts'
import { chosenWord, filterForm, selectField, textField } from '../../markup/filters.ts'
import { logLines } from '../../markup/log-lines.ts'
import type { PageMaker } from '../page-maker.ts'

const shown = 200

/** A request or trace is told apart from text by its form. */
const idPattern = /^[\w-]{8,64}$/

/** The newest lines of all services, the newest last as in a terminal; the script goes on with them. */
export const logsPage: PageMaker = async ({ source, view, query, signal }) => {
  const services = [...view.services, view.supervisor].map(({ name }) => name)
  const service = chosenWord(query, 'service', services)
  const level = chosenWord<LogLevel>(query, 'level', LOG_LEVELS)
  const asked = query.get('request')?.trim() ?? ''
  const request = idPattern.test(asked) ? asked : undefined
  const fromMs = Date.parse(query.get('since') ?? '') || undefined
  const text = query.get('text')?.trim() ?? ''
  const filter: LogFilter = { service, level, request, fromMs }
  await source.log.flush()
  const page = await queryLog(
    source.log.folder,
    { ...filter, ...(fromMs !== undefined && { after: 0 }), limit: text === '' ? shown : 1000 },
    signal,
  )
  const items = page.items.filter((line) => isMeant(line, text)).slice(-shown)
  const stream = new URLSearchParams(
    Object.entries({ service, level, request }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as [string, string]],
    ),
  )
  const last = items.at(-1)?.['seq']
  if (typeof last === 'number') stream.set('since', String(last))
  const filters = html`${selectField('service', 'Service', services, service ?? null)}${selectField('level', 'At least', LOG_LEVELS, level ?? null, 'any level')}${textField('text', 'Text', text, 'in any field')}${textField('request', 'Request or trace', asked, 'its id')}`
  return {
    title: 'Logs',
    place: '/logs',
    body: html`<div class="page-head"><h1>Logs</h1><div class="actions needs-script"><label class="choice"><input type="checkbox" id="log-follow" checked> Follow</label></div></div>
${filterForm('/logs', filters)}
<div class="log" id="log" role="log" aria-label="Lines of the log" tabindex="0" data-stream="/api/v1/logs/stream?${String(stream)}" data-text="${text}">${logLines(items)}${items.length === 0 && html`<p class="nothing" id="log-nothing">No line fits. New ones appear here as they come.</p>`}</div>`,
  }
}

/** Whether a text stands anywhere in a line, without regard to upper and lower case. */
function isMeant(line: object, text: string): boolean {
  return text === '' || JSON.stringify(line).toLowerCase().includes(text.toLowerCase())
}
