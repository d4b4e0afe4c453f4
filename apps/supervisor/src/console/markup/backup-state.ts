import { type Content, html, type Markup } from '@promptbin/html'
import { moment } from '@promptbin/styles'
import { bytes, seconds } from '../view/amounts.ts'
import type { View } from '../view/view.ts'

/** How the last backup went and, while one is made, how far it is. */
export function backupState({ backups, nowMs }: View): Markup {
  const now = new Date(nowMs)
  const { state, progress } = backups
  return html`${progress && making(progress.copied)}<p>${lastOne(state.last, now)}</p>${state.failed && html`<p class="fine">The next one was not made ${moment(state.failed.at, now)}: ${state.failed.message}</p>`}`
}

type Last = View['backups']['state']['last']

function lastOne(last: Last, now: Date): Content {
  if (last === null) return 'No backup was made here yet.'
  const { at, bytes: size, durationMs, secondPlaceFault } = last
  const place =
    secondPlaceFault === null ? '' : ` It is only in the data folder. ${secondPlaceFault}`
  return html`The last one was made ${moment(at, now)}: ${bytes(size)} in ${seconds(durationMs / 1_000)}.${place}`
}

function making(copied: number): Markup {
  const percent = Math.round(copied * 100)
  return html`<p><label>A backup is being made <progress max="100" value="${percent}">${percent} %</progress></label></p>`
}
