import { html, type Markup } from '@promptbin/html'
import type { ProcessState } from '../../supervision/service-control.ts'
import type { Tone } from '../advice/advice.ts'

/** A state in a word, with a dot in its colour; the word says all that the colour does. */
export function badge(tone: Tone | 'idle', text: string): Markup {
  return html`<span class="badge badge-${tone}">${text}</span>`
}

/** What is not here neither answers nor should. */
const processTones: Readonly<Partial<Record<ProcessState, Tone>>> = {
  starting: 'warn',
  ready: 'good',
  exited: 'bad',
  failed: 'bad',
}

/** Where a process is in its life. */
export function processBadge(state: ProcessState): Markup {
  return badge(processTones[state] ?? 'idle', state)
}
