import { each, html, type Markup } from '@promptbin/html'
import { moment } from '@promptbin/styles'
import { endInWords, startReasons } from '../../../history/describe-event.ts'
import type { ProcessNode } from '../../../history/genealogy/process-record.ts'
import { durationText } from '../../../terminal/duration-text.ts'
import type { Tone } from '../../advice/advice.ts'
import { badge } from '../../markup/badge.ts'
import { bytes } from '../../view/amounts.ts'
import type { PageMaker } from '../page-maker.ts'

const hourMs = 3_600_000

/** Which process came from which, those that have ended too. */
export const genealogyPage: PageMaker = async ({ source, view, query }) => {
  const isAll = query.has('all')
  const trees = await source.history.family.trees({ fromMs: isAll ? 0 : view.nowMs - hourMs })
  const now = new Date(view.nowMs)
  return {
    title: 'Genealogy',
    place: '/genealogy',
    body: html`<div class="page-head"><div><h1>Genealogy</h1><p class="fine">Which process came from which, and in whose place.</p></div>
  <div class="actions">${
    isAll
      ? html`<a class="button button-small" href="/genealogy">The last hour</a>`
      : html`<a class="button button-small" href="/genealogy?all">All that are known</a>`
  }</div></div>
<ul class="tree" aria-label="Processes">${each(trees.toReversed(), (node) => branch(node, now))}</ul>`,
  }
}

function branch(node: ProcessNode, now: Date): Markup {
  const { children } = node
  return html`<li>${leaf(node, now)}${
    children.length > 0 &&
    html`<ul>${each(children.toReversed(), (child) => branch(child, now))}</ul>`
  }</li>`
}

function toneOf({ ending, state }: ProcessNode): Tone | 'idle' {
  if (ending || state === 'spare') return 'idle'
  return state === 'ready' ? 'good' : 'warn'
}

function leaf(node: ProcessNode, now: Date): Markup {
  const { service, worker, pid, processId, state, startedAt, why, replaces, replacedBy } = node
  const place = worker === null ? '' : ` worker ${worker}`
  const tone = toneOf(node)
  return html`<div class="leaf${node.ending && ' leaf-ended'}" id="process-${processId}">
  <p><strong>${service}${place}</strong> ${badge(tone, node.ending ? 'ended' : state)}</p>
  <p class="fine">process ${processId}${pid !== null && `, pid ${pid}`}${startedAt !== null && html`, started ${moment(startedAt, now)}`}${why !== null && ` ${startReasons[why]}`}${replaces !== null && html`, in place of <a href="#process-${replaces}">${replaces}</a>`}${replacedBy !== null && html`, replaced by <a href="#process-${replacedBy}">${replacedBy}</a>`}</p>
  ${ended(node)}
</div>`
}

function ended({ ending, reason }: ProcessNode): Markup | null {
  if (!ending) return null
  const { livedMs, figures } = ending
  const lived = livedMs !== null && `, after ${durationText(livedMs / 1000)}`
  const used = figures && `, with ${bytes(figures.rssBytes)} of memory`
  const why = reason && ` ${reason.charAt(0).toUpperCase()}${reason.slice(1)}`
  return html`<p class="fine">Ended ${endInWords(ending)}${lived}${used}.${why}</p>`
}
